import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';

/**
 * Reads a YAML file by a schema, strictly. `what` names the file's kind where the file as a whole is wrong.
 * @throws Error with every mistake on a line of its own: `path:line: what is wrong`.
 */
export function readStrictly<Output>(schema: z.ZodType<Output>, text: string, path: string, what: string): Output {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', prettyErrors: false });
  const [mistake] = document.errors;
  if (mistake !== undefined) throw new Error(`${path}:${lines.linePos(mistake.pos[0]).line}: ${mistake.message}`);
  const checked = schema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (checked.success) return checked.data;
  const told = checked.error.issues
    .flatMap(flatten)
    .map(
      (issue) => `${path}:${lineOf(document, lines, issue.path)}: ${issue.path.join('.') || what}: ${issue.message}`,
    );
  throw new Error([...new Set(told)].join('\n'));
}

interface Told {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A union says how each of its branches failed: the one that knows all of the keys is the one that was meant. */
function flatten(issue: z.core.$ZodIssue): readonly Told[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.find((issues) =>
    issues.every(({ code, path }) => code !== 'unrecognized_keys' && path.length > 0),
  );
  return meant?.map(({ path, message }) => ({ path: [...issue.path, ...path], message })) ?? [issue];
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    const found: Node | null = childOf(node, step);
    if (found === null) break;
    offset = found.range?.[0] ?? offset;
    node = found;
  }
  return lines.linePos(offset).line;
}

function childOf(node: Node | null, step: PropertyKey): Node | null {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? item : null;
  }
  if (!isMap(node)) return null;
  const value = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))?.value;
  return isNode(value) ? value : null;
}
