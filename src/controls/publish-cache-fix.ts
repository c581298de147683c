import type { RepositoryFiles } from '../types/repository-files.ts';
import { type CacheUse, cacheUsesOf } from './caches.ts';
import type { Edit, Fix } from './control.ts';
import { insertedStep } from './inserted-step.ts';
import { inputOf, type LocatedStep } from './located-steps.ts';

/** The edits that keep steps of a job from restoring a cache; null where one of them does more than that. */
export function cacheFix(title: string, steps: readonly LocatedStep[], files: RepositoryFiles): Fix | null {
  const changes = steps.flatMap((located) =>
    cacheUsesOf(located.step, files).map((use) => changeFor(use, located, files)),
  );
  const made = changes.filter((change) => change !== null);
  if (made.length < changes.length) return null;
  return {
    safety: made.every(({ isSafe }) => isSafe) ? 'safe' : 'needs-thought',
    title,
    // a step that is taken out must not move those that are still to be changed
    edits: made.flatMap(({ edits }) => edits).toReversed(),
  };
}

interface Change {
  readonly edits: readonly Edit[];
  /** A cache can be gone at any time: the release goes on without it. False where the step gives more than a cache. */
  readonly isSafe: boolean;
}

function changeFor(use: CacheUse, located: LocatedStep, files: RepositoryFiles): Change | null {
  const { remedy } = use;
  const { path, address, step, user } = located;
  // an action of the repository serves other jobs as well, which lose their cache with it
  const isSafe = user === null && use.also === '';
  switch (remedy.kind) {
    case 'exchange':
      return null;
    case 'drop':
      if (inputOf(step, 'fail-on-cache-miss')?.trim() === 'true') return null;
      return {
        edits: [{ kind: 'delete', path, at: address }],
        // what a job before has saved may be meant for this one, and an id is there to be asked for
        isSafe: isSafe && step.id === null && !step.uses?.value.value.includes('/restore@'),
      };
    case 'set':
      return {
        edits: [{ kind: 'set', path, at: inputAt(located, remedy.input), value: valueOf(remedy.value) }],
        isSafe,
      };
    case 'omit': {
      const left = remedy.line === undefined ? '' : otherLines(inputOf(step, remedy.input) ?? '', remedy.line);
      const at = inputAt(located, remedy.input);
      const edits: Edit[] = [left === '' ? { kind: 'delete', path, at } : { kind: 'set', path, at, value: left }];
      if (remedy.instead === undefined) return { edits, isSafe };
      const folder = inputOf(step, 'working-directory');
      const written = [`run: ${remedy.instead}`, ...(folder === null ? [] : [`working-directory: ${folder}`])];
      const added = insertedStep(located, 'after', written, files);
      return added === null ? null : { edits: [...edits, added], isSafe: false };
    }
  }
}

function inputAt({ address, step }: LocatedStep, input: string): readonly (string | number)[] {
  return [...address, 'with', step.with.find(({ name }) => name.toLowerCase() === input)?.name ?? input];
}

/** An input of several lines, without those that name the cache. */
function otherLines(text: string, named: string): string {
  return text
    .split('\n')
    .filter((line) => !line.includes(named))
    .join('\n')
    .trim();
}

function valueOf(text: string): string | boolean {
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
