import { codeWords } from '../registries/plain.ts';
import type { Place } from '../types/place.ts';
import type { Edit, Fix } from './control.ts';

/** An action or a reusable workflow that is used by a ref that can move. */
export interface LooseUse {
  /** `owner/name[/path]`. */
  readonly name: string;
  readonly ref: string;
  /** The `uses:` key. */
  readonly at: Place;
  /** Line of what stands behind the key. */
  readonly line: number;
  /** Keys of the step's `with` in its file; null for a job that calls a workflow. */
  readonly inputs: readonly (string | number)[] | null;
  /** Names of the inputs that it is handed, in lower case. */
  readonly given: ReadonlySet<string>;
}

/** The edits that write the commit in place of each ref; null where a ref does not stand on the line of its key. */
export function pinFix(uses: readonly LooseUse[]): Fix | null {
  const [first] = uses;
  if (first === undefined || uses.some(({ at, line }) => at.line !== line)) return null;
  const edits = uses.flatMap((use) => [pinOf(use), ...inputsFor(use)]);
  return {
    safety: edits.every(({ kind }) => kind === 'pin') ? 'safe' : 'needs-thought',
    title: `Pin ${codeWords(first.name)} to a commit`,
    edits: [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()],
  };
}

function pinOf({ name, ref, at }: LooseUse): Edit {
  return { kind: 'pin', path: at.path, line: at.line, repository: name.split('/', 2).join('/'), ref };
}

/** Actions whose branch or tag says what they shall do: the input says the same of a commit. */
const chosenByRef: ReadonlyMap<string, { readonly input: string; readonly unless: string }> = new Map([
  ['dtolnay/rust-toolchain', { input: 'toolchain', unless: 'master' }],
]);

function inputsFor({ name, ref, at, inputs, given }: LooseUse): readonly Edit[] {
  const chosen = chosenByRef.get(name.toLowerCase());
  if (chosen === undefined || inputs === null || ref === chosen.unless || given.has(chosen.input)) return [];
  return [{ kind: 'set', path: at.path, at: [...inputs, chosen.input], value: ref }];
}
