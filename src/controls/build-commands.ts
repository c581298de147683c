import type { TrailEntry } from '../publishing/publication.ts';
import type { Place } from '../types/place.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Step } from '../workflows/model.ts';
import { isActionPath } from '../workflows/parse-uses.ts';

export interface BuildRun {
  readonly text: string;
  readonly at: Place;
}

/** What a job runs before it publishes that hands control to dependencies; the step where a script of the repository does. */
export function codeRunBefore(trail: readonly TrailEntry[], publishing: ReadonlySet<Step>): readonly BuildRun[] {
  const found = trail
    .filter((entry) => entry.when === 'before' && entry.kind === 'command' && !publishing.has(entry.step))
    .filter(runsDependencies)
    .map(({ text, at, step }) => ({
      text: text.split('\n')[0]?.slice(0, 40) ?? '',
      at: at.path === step.at.path || isActionPath(at.path) ? at : (step.run?.key ?? step.uses?.key ?? step.at),
      isOwn: at.path === step.at.path || isActionPath(at.path),
    }));
  const own = found.filter(({ isOwn }) => isOwn);
  return (own.length > 0 ? own : found).map(({ text, at }) => ({ text, at }));
}

/** Registries whose packages are files that one job can build and another upload. */
export const uploadable: ReadonlySet<RegistryId> = new Set(['npm', 'pypi', 'vscode-marketplace', 'open-vsx']);

interface BuildCommand {
  readonly program: readonly string[];
  /** One of these words comes first; any where the list is empty. */
  readonly subcommand: readonly string[];
  /** Flags with which it runs none of their code. */
  readonly unless?: readonly string[];
}

const lifecycle = ['--ignore-scripts'];

const buildCommands: readonly BuildCommand[] = [
  { program: ['npm'], subcommand: ['ci', 'install', 'i', 'clean-install'], unless: [...lifecycle, '-g', '--global'] },
  { program: ['npm', 'pnpm', 'yarn', 'bun'], subcommand: ['run', 'test', 't', 'build', 'exec', 'lint', 'rebuild'] },
  { program: ['yarn'], subcommand: ['install', ''], unless: [...lifecycle, '--mode=skip-build'] },
  { program: ['turbo', 'nx', 'lerna'], subcommand: ['run', 'build', 'test', 'run-many', 'affected'] },
  { program: ['vitest', 'jest', 'mocha', 'tsup', 'rollup', 'webpack', 'vite', 'esbuild', 'tsc'], subcommand: [] },
  { program: ['pip', 'uv'], subcommand: ['install', 'sync', 'build'], unless: ['--only-binary', '--no-build'] },
  { program: ['build', 'pytest', 'tox', 'nox'], subcommand: [] },
  { program: ['hatch', 'poetry', 'flit', 'pdm', 'maturin'], subcommand: ['build', 'install', 'run', 'test'] },
  { program: ['python', 'python3'], subcommand: ['setup.py'] },
  { program: ['make', 'just', 'task'], subcommand: [] },
];

function runsDependencies({ words }: TrailEntry): boolean {
  const [program, ...rest] = words;
  if (program === null || program === undefined) return false;
  const first = rest.find((word) => word !== null && !word.startsWith('-')) ?? '';
  return buildCommands.some(
    (row) =>
      row.program.includes(program) &&
      (row.subcommand.length === 0 || row.subcommand.includes(first)) &&
      !row.unless?.some((flag) => rest.some((word) => word === flag || word?.startsWith(`${flag}=`))),
  );
}
