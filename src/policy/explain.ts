import type { z } from 'zod';
import { didYouMean } from './nearest.ts';
import { organisationPolicySchema, policySchema } from './schema.ts';

/** Whose file it is: a repository's own, or the one of the organisation's `.github` repository. */
export type FileOwner = 'repository' | 'organisation';

/** An issue of the schema in words for the person who wrote the file, at the key that is meant. */
export interface Explanation {
  readonly at: readonly PropertyKey[];
  readonly message: string;
}

export function explain(issue: z.core.$ZodIssue, file: unknown, owner: FileOwner): readonly Explanation[] {
  const at = issue.path;
  const name = nameOf(at);
  const value = valueAt(file, at);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ at: [...at, key], message: unknownKey(key, at, owner) }));
  }
  if (value === undefined) return [{ at, message: `${name} is missing` }];
  if (value === null) return [{ at, message: `${name} is empty` }];
  if (issue.code === 'too_small') {
    const message = typeof value === 'number' ? `${name} has to be at least ${issue.minimum}` : `${name} is empty`;
    return [{ at, message }];
  }
  if (issue.code === 'too_big') {
    const message = `${name} ${typeof value === 'number' ? 'has to be at most' : 'holds more entries than'} ${issue.maximum}`;
    return [{ at, message }];
  }
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const guess = typeof value === 'string' ? didYouMean(value, allowed) : '';
    return [{ at, message: `${name} cannot be ${quote(value)}; allowed: ${allowed.join(', ')}${guess}` }];
  }
  if (issue.code === 'invalid_format' && issue.format === 'regex') {
    return [{ at, message: `${name} has to hold the first 12 digits of a fingerprint, not ${quote(value)}` }];
  }
  if (issue.code === 'invalid_format') {
    return [{ at, message: `${name} has to be a day as YYYY-MM-DD, not ${quote(value)}` }];
  }
  if (issue.code === 'invalid_type') {
    const quotes = issue.expected === 'string' && typeof value === 'number' ? ': put it in quotes' : '';
    const wanted = typeWords[issue.expected] ?? issue.expected;
    return [{ at, message: `${name} has to be ${wanted}, not ${quote(value)}${quotes}` }];
  }
  return [{ at, message: `${name}: ${issue.message}` }];
}

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of names to values',
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

function unknownKey(key: string, at: readonly PropertyKey[], owner: FileOwner): string {
  const reason = at.length === 0 ? misplaced[owner].get(key) : undefined;
  if (reason !== undefined) return reason;
  const allowed = knownKeys(at, owner);
  const where = at.length === 0 ? '' : ` in ${nameOf(at)}`;
  return `unknown key ${quote(key)}${where}${didYouMean(key, allowed)} (known: ${allowed.join(', ')})`;
}

/** Keys that hold in the other file only. */
const misplaced: Readonly<Record<FileOwner, ReadonlyMap<string, string>>> = {
  repository: new Map(
    ['locked', 'digest', 'limits'].map((key) => [
      key,
      `${key} holds only in the organisation's file, in its repository named .github: remove it here`,
    ]),
  ),
  organisation: new Map([
    ['follow-up', "follow-up holds only in a repository's own file: what its people took on; remove it here"],
    [
      'extends',
      "extends holds only in a repository's own file: nothing stands above the organisation's; remove it here",
    ],
  ]),
};

/** `until in accept`, `registry in packages.left-pad`; the line says which entry. */
function nameOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  const parents = path.slice(0, -1).filter((step) => typeof step !== 'number');
  if (typeof last === 'number') return `an entry of ${parents.map(String).join('.')}`;
  return parents.length === 0 ? String(last) : `${String(last)} in ${parents.map(String).join('.')}`;
}

function valueAt(file: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    file,
  );
}

/** The keys that the schema knows at a place, for places that are mappings with fixed keys. */
function knownKeys(path: readonly PropertyKey[], owner: FileOwner): readonly string[] {
  const root = organisationPolicySchema.shape;
  const [first] = path;
  if (first === 'incidents') return Object.keys(root.incidents.unwrap().shape);
  if (first === 'deployments') return Object.keys(root.deployments.unwrap().shape);
  if (first === 'declare') return Object.keys(root.declare.unwrap().element.shape);
  if (first === 'accept') return Object.keys(root.accept.unwrap().element.shape);
  if (first === 'packages') return Object.keys(root.packages.unwrap().valueType.shape);
  if (first === 'follow-up') return Object.keys(policySchema.shape['follow-up'].unwrap().element.shape);
  if (first === 'digest') return Object.keys(root.digest.unwrap().shape);
  if (first === 'limits') return Object.keys(root.limits.unwrap().shape);
  return Object.keys(owner === 'repository' ? policySchema.shape : root);
}

function quote(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
