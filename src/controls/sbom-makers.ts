import type { PublicationMap } from '../publishing/publication.ts';
import type { Place } from '../types/place.ts';
import type { Step, Workflow } from '../workflows/model.ts';
import { parseUses } from '../workflows/parse-uses.ts';
import { isLoaded, parseScript, type Word } from '../workflows/shell/index.ts';
import type { Evidence } from './control.ts';

/** Something that makes a bill of materials. */
export interface SbomMaker {
  readonly what: string;
  readonly at: Pick<Place, 'path' | 'line'>;
}

/** What makes a bill of materials in workflows that release, and in the settings of release tools. */
export function sbomMakers({ map, files }: Evidence): readonly SbomMaker[] {
  const steps = map.workflows
    .filter((workflow) => isReleasing(workflow, map))
    .flatMap(({ jobs }) => jobs.flatMap((job) => job.steps));
  const followed = map.publications.flatMap(({ site }) => site?.trail ?? []);
  return [
    ...steps.flatMap((step) => [...inAction(step), ...inScript(step)]),
    ...followed
      .filter(({ kind, words }) => kind === 'command' && makes(words))
      .map(({ words, at }) => command(words, at)),
    ...settings.flatMap(({ paths, what, line }) =>
      paths.flatMap((path): readonly SbomMaker[] => {
        const reading = files.read(path);
        const index = reading.state === 'seen' ? reading.value.split('\n').findIndex((each) => line.test(each)) : -1;
        return index === -1 ? [] : [{ what, at: { path, line: index + 1 } }];
      }),
    ),
  ];
}

interface MakingAction {
  /** `owner/name[/path]`, lower case. */
  readonly action: string;
  /** It makes one only where this input is given and not false. */
  readonly input?: string;
}

const actions: readonly MakingAction[] = [
  { action: 'anchore/sbom-action' },
  { action: 'cyclonedx/gh-node-module-generatebom' },
  { action: 'cyclonedx/gh-python-generate-sbom' },
  { action: 'cyclonedx/gh-gomod-generate-sbom' },
  { action: 'cyclonedx/gh-dotnet-generate-sbom' },
  { action: 'cyclonedx/gh-php-composer-generate-sbom' },
  { action: 'advanced-security/sbom-generator-action' },
  { action: 'actions/attest-sbom' },
  { action: 'actions/attest', input: 'sbom-path' },
  { action: 'docker/build-push-action', input: 'sbom' },
];

interface MakingCommand {
  readonly program: string;
  /** One of these among its words; any words will do where there are none. */
  readonly words?: readonly string[];
}

const commands: readonly MakingCommand[] = [
  { program: 'npm', words: ['sbom'] },
  { program: 'pnpm', words: ['sbom'] },
  { program: 'syft' },
  { program: 'cdxgen' },
  { program: 'cargo', words: ['cyclonedx'] },
  { program: 'cargo-cyclonedx' },
  { program: 'cyclonedx-npm' },
  { program: 'cyclonedx-py' },
  { program: 'cyclonedx-gomod' },
  { program: 'cyclonedx-bom' },
  { program: 'dotnet-CycloneDX' },
  { program: 'dotnet', words: ['CycloneDX'] },
  { program: 'sbom-tool', words: ['generate'] },
  { program: 'trivy', words: ['cyclonedx', 'spdx', 'spdx-json', '--format=cyclonedx', '--format=spdx-json'] },
  { program: 'docker', words: ['sbom', '--sbom=true', '--sbom'] },
  { program: 'gradlew', words: ['cyclonedxBom'] },
  { program: 'gradle', words: ['cyclonedxBom'] },
];

/** Runners whose next word is the program. */
const runners: ReadonlySet<string> = new Set(['npx', 'bunx', 'uvx', 'pipx', 'exec', 'run', 'dlx', 'x', 'pnpm', 'yarn']);

/** Release tools that make one by themselves when their settings ask for it. */
const settings: readonly { readonly what: string; readonly paths: readonly string[]; readonly line: RegExp }[] = [
  {
    what: 'GoReleaser',
    paths: ['.goreleaser.yml', '.goreleaser.yaml', 'goreleaser.yml', 'goreleaser.yaml'],
    line: /^sboms:/,
  },
];

/** It publishes, is on the way to what does, or starts when a release is made. */
function isReleasing(workflow: Workflow, { publications }: PublicationMap): boolean {
  const publishing = publications.flatMap(({ site }) =>
    site === null ? [] : [site.workflow, ...site.callers.flat().map((caller) => caller.workflow)],
  );
  return (
    publishing.includes(workflow) ||
    workflow.triggers.some(({ event, filters }) => event === 'release' || (event === 'push' && filters.has('tags')))
  );
}

function inAction({ uses, with: inputs }: Step): readonly SbomMaker[] {
  const parsed = uses === null ? null : parseUses(uses.value.value);
  if (uses === null || parsed?.kind !== 'remote') return [];
  const name = [parsed.owner, parsed.repository, parsed.path].filter(Boolean).join('/').toLowerCase();
  const given = new Map(inputs.map((entry) => [entry.name.toLowerCase(), entry.value.value.trim()]));
  const makesOne = actions.some(
    ({ action, input }) =>
      action === name && (input === undefined || !['', 'false'].includes(given.get(input) ?? 'false')),
  );
  return makesOne ? [{ what: name, at: uses.key }] : [];
}

function inScript({ run }: Step): readonly SbomMaker[] {
  if (run === null || !isLoaded('bash')) return [];
  const lists = parseScript(run.value.value, 'bash').commands.map(({ words }) => words.map(knownText));
  return lists.filter(makes).map((words) => command(words, run.key));
}

function knownText(word: Word): string | null {
  const texts = word.map((part) => (part.kind === 'text' ? part.text : null));
  return texts.includes(null) ? null : texts.join('');
}

function makes(words: readonly (string | null)[]): boolean {
  const start = words.findIndex((word) => word === null || !runners.has(word));
  return [words, words.slice(start)].some(([program, ...rest]) => {
    const name = program?.slice(program.lastIndexOf('/') + 1);
    return commands.some(
      (row) => row.program === name && (row.words === undefined || row.words.some((word) => rest.includes(word))),
    );
  });
}

function command(words: readonly (string | null)[], at: Place): SbomMaker {
  return {
    what: words
      .slice(0, 2)
      .filter((word) => word !== null)
      .join(' '),
    at,
  };
}
