import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { openCheckout } from '../../src/repository/checkout.ts';

/** A repository to measure on. */
export interface Repository {
  readonly name: string;
  readonly folder: string;
  /** Of all its files. */
  readonly bytes: number;
  /** The text of each of its workflows and actions. */
  readonly workflows: readonly string[];
}

interface Measured {
  readonly repositories: readonly Repository[];
  /** Where they come from, for the heading. */
  readonly source: string;
  readonly cleanUp: () => void;
}

/** The repositories in a folder, in the corpus, or the example. A corpus' repositories keep their files in `files/`. */
export function repositoriesToMeasure(given: string | undefined, root: string): Measured {
  const corpus = join(root, '..', 'shared', 'corpus', 'dev.tar.gz');
  if (given !== undefined) return { ...within(resolve(given), given), cleanUp: () => {} };
  if (!existsSync(corpus)) return { ...within(join(root, 'examples'), 'examples'), cleanUp: () => {} };

  const scratch = mkdtempSync(join(tmpdir(), 'mintmark-bench-'));
  execFileSync('tar', ['-xzf', corpus, '-C', scratch]);
  const [only = '', ...more] = readdirSync(scratch);
  return {
    ...within(more.length === 0 ? join(scratch, only) : scratch, 'the corpus'),
    cleanUp: () => rmSync(scratch, { recursive: true, force: true }),
  };
}

function within(folder: string, source: string) {
  const repositories = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory())
    .map((path) => repositoryAt(path))
    .filter(({ workflows }) => workflows.length > 0);
  return { repositories, source };
}

function repositoryAt(path: string): Repository {
  const folder = existsSync(join(path, 'files')) ? join(path, 'files') : path;
  const files = openCheckout(folder);
  return {
    name: basename(path),
    folder,
    bytes: files.paths.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0),
    workflows: files.paths.filter(isWorkflowOrAction).flatMap((file) => {
      const text = files.read(file);
      return text.state === 'seen' ? [text.value] : [];
    }),
  };
}

function isWorkflowOrAction(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/.test(path);
}
