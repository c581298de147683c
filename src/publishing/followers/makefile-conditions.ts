import { expandMake, splitOutside } from './make-expand.ts';
import { type MakeScope } from './make-scope.ts';

/** Whether the lines of a branch count; `maybe` where files cannot tell. */
export type Condition = 'yes' | 'no' | 'maybe';

/** A conditional that is open. */
export interface Branch {
  readonly now: Condition;
  /** Whether this branch or one before it is the one that make takes. */
  readonly taken: Condition;
}

/** Whether a line is one of `ifdef`, `ifeq`, `else` … */
export function isConditional(text: string): boolean {
  return /^(?:ifdef|ifndef|ifeq|ifneq|else|endif)\b/.test(text);
}

/** Takes such a line into account: opens, turns or closes the innermost branch. */
export function conditionOf(text: string, open: Branch[], scope: MakeScope): void {
  const alternative = /^else\b\s*/.exec(text);
  if (text.startsWith('endif')) open.pop();
  else if (alternative === null) {
    const now = answer(text, scope);
    open.push({ now, taken: now });
  } else {
    const taken = open.pop()?.taken ?? 'maybe';
    const further = text.slice(alternative[0].length);
    const own = further === '' ? 'yes' : answer(further, scope);
    if (taken === 'yes' || own === 'no') open.push({ now: 'no', taken });
    // Taken for sure only where none before it was.
    else open.push({ now: taken === 'maybe' ? 'maybe' : own, taken: own });
  }
}

function answer(text: string, scope: MakeScope): Condition {
  const [, directive = '', written = ''] = /^(\w+)\s*(.*)$/s.exec(text) ?? [];
  const plain: MakeScope = { ...scope, missing: 'empty' };
  if (directive === 'ifdef' || directive === 'ifndef') {
    const found = scope.lookup(expandMake(written, plain).trim());
    const isSet = found !== undefined && found.value !== '';
    return isSet === (directive === 'ifdef') ? 'yes' : 'no';
  }
  const sides = operands(written)?.map((side) => expandMake(side, plain).trim());
  const [left, right] = sides ?? [];
  if (left === undefined || right === undefined) return 'maybe';
  if (left.includes('$') || right.includes('$')) return 'maybe';
  return (left === right) === (directive === 'ifeq') ? 'yes' : 'no';
}

/** `(a,b)`, `"a" "b"`, `'a' 'b'`. */
function operands(written: string): readonly string[] | null {
  const text = written.trim();
  if (text.startsWith('(')) return splitOutside(text.slice(1, text.endsWith(')') ? -1 : undefined), ',', 2);
  const quoted = /^(?:"([^"]*)"|'([^']*)')\s+(?:"([^"]*)"|'([^']*)')/.exec(text);
  return quoted === null ? null : [quoted[1] ?? quoted[2] ?? '', quoted[3] ?? quoted[4] ?? ''];
}
