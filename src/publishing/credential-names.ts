import type { CredentialRules } from '../registries/recogniser.ts';

/** Words of a secret's name are compared one by one: `MY_NPM_TOKEN` names npm, `COMPANION` does not. */
export function namesCredential(name: string, rules: CredentialRules): boolean {
  if (isCredentialVariable(name, rules)) return true;
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return rules.names.some((wanted) => words.includes(wanted)) && !words.some((word) => otherThings.has(word));
}

/** `CARGO_AUDIT_OPTIONS`, `NPM_CACHE_DIR`: settings of a client, not its credential. */
const otherThings: ReadonlySet<string> = new Set(
  'option options arg args flags version url host home dir directory path cache audit log loglevel user username email'.split(
    ' ',
  ),
);

/** Whether the registry's clients read a long-lived credential from the variable of this name. */
export function isCredentialVariable(name: string, rules: CredentialRules): boolean {
  const lower = name.toLowerCase();
  return patternsOf(rules).some((pattern) => matches(lower, pattern));
}

/** Asked for every variable of every command, so that the patterns are cut up once. */
function patternsOf(rules: CredentialRules): readonly (readonly string[])[] {
  let patterns = prepared.get(rules);
  if (patterns === undefined) {
    patterns = rules.environment.map((pattern) => pattern.toLowerCase().split('*'));
    prepared.set(rules, patterns);
  }
  return patterns;
}

const prepared = new WeakMap<CredentialRules, readonly (readonly string[])[]>();

function matches(name: string, pattern: readonly string[]): boolean {
  const [start = '', ...rest] = pattern;
  const end = rest.pop();
  if (end === undefined) return name === start;
  return (
    name.length >= start.length + end.length &&
    name.startsWith(start) &&
    name.endsWith(end) &&
    rest.every((piece) => name.includes(piece))
  );
}
