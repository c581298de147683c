import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ComparedClaims, comparedClaims } from '../../src/controls/binding-claims.ts';
import { appliesTo } from '../../src/principles/applicability.ts';
import { principles } from '../../src/principles/index.ts';
import { ceilingOf } from '../../src/principles/levels.ts';
import { registries } from '../../src/registries/index.ts';
import type { BindingValues, Capability, Registry } from '../../src/registries/registry.ts';
import { tracks } from '../../src/types/principle-id.ts';
import { bullets, code, fenced, linkTo, numbered, page, table } from './markdown.ts';
import { publishingPart } from './registry-publishing.ts';
import { remedyTitles } from './remedy-titles.ts';

const root = join(import.meta.dirname, '../..');

/** The pages in docs/registries, by their path. */
export function registryPages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/registries/README.md', overview()],
    ...registries.map((registry) => [`docs/registries/${registry.id}.md`, registryPage(registry)] as const),
  ]);
}

function overview(): string {
  return page(
    '`src/registries/`',
    'Registries',
    'What Mintmark knows of each registry: what it offers of the [Principles](../levels.md), how a workflow publishes there, what its trusted publisher compares, and what it does not tell. How they are asked, how often, and by which rules: [asking the registries](../registries.md).',
    table(
      [
        'registry',
        'asked',
        'trusted publishing',
        'provenance',
        'refuses tokens',
        ...tracks.map((track) => `level: ${track}`),
      ],
      registries.map((registry) => [
        linkTo(registry.id, `${registry.id}.md`),
        registry.client === undefined ? 'no' : 'yes',
        registry.capabilities['authorization.3.oidc'].offers,
        registry.capabilities['authorization.3.provenance'].offers,
        registry.remedies.refuseTokens === null ? 'no switch' : 'has a switch',
        ...tracks.map((track) => ceilingWords(track, registry)),
      ]),
    ),
    "A level is that of the registry itself: the ceiling that stands beside a project's own level. `unknown` means that a line that could change it is not known; *not graded*, that the track does not apply to this kind of registry.",
  );
}

function ceilingWords(track: (typeof tracks)[number], registry: Registry): string {
  if (!appliesTo(track, registry.id)) return 'not graded';
  return String(ceilingOf(track, [registry]) ?? 'unknown');
}

function registryPage(registry: Registry): string {
  const { id, title, homepage } = registry;
  return page(
    `\`src/registries/${id}/\``,
    title,
    `<${homepage}>. In policies and on the command line: ${code(id)}.`,
    '## What it offers',
    'Line by line of the [Principles](../levels.md). `partial` says what is missing; `unknown` counts neither for nor against it.',
    capabilitiesTable(registry),
    '## How publishing is recognised',
    ...publishingPart(registry),
    ...trustedPublisherPart(registry),
    ...remediesPart(registry),
    '## What it does not tell',
    ...untoldPart(registry),
  );
}

function capabilitiesTable({ id, capabilities }: Registry): string {
  const rows = principles
    .filter(({ track }) => appliesTo(track, id))
    .map(({ id: line, title }) => {
      const { offers, source, note } = capabilities[line];
      const from = source === undefined ? '' : `[source](${source})`;
      return [`${code(line)}<br>${title}`, offerWords[offers], [note ?? '', from].filter(Boolean).join(' ')];
    });
  return table(['line', 'offered', 'more'], rows);
}

const offerWords: Readonly<Record<Capability, string>> = {
  yes: 'yes',
  partial: 'partial',
  no: 'no',
  delegated: 'by its sign-in provider',
  unknown: 'unknown',
};

function trustedPublisherPart({ id, remedies: { move } }: Registry): readonly string[] {
  if (move === undefined) return [];
  const fields = move.fields({ ...exampleValues, isComputed: false, isStaged: false });
  const claims = comparedClaims[id];
  return [
    '## The trusted publisher',
    `The form, filled in for ${code('octo/demo')} with the workflow ${code('release.yml')} and the environment ${code('release')}:`,
    table(
      ['field', 'entered'],
      fields.map(({ label, value, hint }) => [label, value === null ? (hint ?? '') : code(value)]),
    ),
    ...(move.notes.length === 0 ? [] : [bullets(move.notes)]),
    ...(claims === undefined
      ? []
      : ['What it compares when a job asks for a token:', comparedTable(claims), sourcesOf(claims)]),
    bullets([
      `A package that does not exist yet: ${move.newPackage}`,
      `Who is shown the trusted publishers of a package: ${move.shownTo ?? 'everybody'}.`,
      `What a release that came this way shows: ${move.check}`,
    ]),
  ];
}

function comparedTable({ workflow, called, environment, repository, events, perPackage }: ComparedClaims): string {
  return table(
    ['claim', 'compared'],
    [
      ['workflow', workflow === null ? 'not at all' : workflowWords[workflow]],
      ['a reusable workflow of the same repository', calledWords[called.here]],
      ['a reusable workflow of another repository', calledWords[called.elsewhere]],
      ['environment', environment === null ? 'not at all' : spellingWords[environment]],
      ['repository', repositoryWords(repository)],
      ['events', eventWords(events)],
      ['entered for', perPackage ? 'each package' : 'the owner of all packages'],
    ],
  );
}

const workflowWords = {
  started: 'the file name of the workflow that GitHub starts',
  holding: 'the file name of the workflow that the job stands in',
} as const;

const calledWords = {
  compared: 'compared by the file above',
  'with-repository': 'compared, and the publisher has to name that repository besides',
  unsupported: 'documented as not supported',
  refused: 'refused',
  disputed: 'as documented; others have seen otherwise',
  any: 'nothing is compared',
} as const;

const spellingWords = {
  exact: 'letter by letter',
  'any-case': 'without case',
  unconfirmed: 'case not confirmed',
} as const;

function repositoryWords(repository: ComparedClaims['repository']): string {
  if (repository.by === 'number') return 'by its number, which a rename keeps';
  const owner = repository.owner === 'number' ? ", and its owner's account by its number" : '';
  return `by name, ${spellingWords[repository.spelling]}${owner}`;
}

function eventWords(events: ComparedClaims['events']): string {
  if ('taken' in events) return `only ${events.taken.map(code).join(' and ')}, of ${events.of}`;
  return events.refused.length === 0 ? 'any' : `all but ${events.refused.map(code).join(' and ')}`;
}

function sourcesOf({ sources, disputedBy }: ComparedClaims): string {
  const links = sources.map((source) => `<${source}>`).join(', ');
  return `From ${links}.${disputedBy === undefined ? '' : ` Seen otherwise in <${disputedBy}>.`}`;
}

function remediesPart({ remedies }: Registry): readonly string[] {
  const names = ['trustedPublishing', 'refuseTokens', 'narrowToken', 'deleteToken', 'provenance'] as const;
  return [
    '## What to do there',
    'As findings say it, with names filled in where files tell them.',
    ...names.flatMap((name) => {
      const remedy = remedies[name]?.({ ...unknownValues });
      return remedy === undefined
        ? []
        : [
            `### ${remedyTitles[name].title}`,
            numbered(remedy.steps),
            ...(remedy.links.length === 0 ? [] : [bullets(remedy.links.map((link) => `<${link}>`))]),
          ];
    }),
    ...commandPart(remedies),
  ];
}

function commandPart({ move }: Registry['remedies']): readonly string[] {
  const line = move?.command?.of('demo', { ...exampleValues, isComputed: false, isStaged: false }) ?? null;
  if (line === null || move?.command === undefined) return [];
  return [`The form as a command; it needs ${move.command.needs}:`, fenced('sh', line)];
}

function untoldPart({ title, client, capabilities }: Registry): readonly string[] {
  if (client === undefined)
    return [
      `Mintmark does not ask ${title}: how it was published is judged by files and settings, and what was released stays \`unknown\`.`,
    ];
  const { shows, hides } = askedRow(title);
  return [
    bullets([`It shows: ${shows}.`, `It does not show: ${hides}. What needs that is \`unknown\`.`]),
    ...(capabilities['authorization.3.provenance'].offers === 'no'
      ? ['It takes no attestations, so provenance is not asked for.']
      : []),
    'Where each answer comes from: [asking the registries](../registries.md#what-is-asked-and-what-each-shows).',
  ];
}

/** What docs/registries.md, which is written by hand, says of it. */
function askedRow(title: string): { readonly shows: string; readonly hides: string } {
  const text = readFileSync(join(root, 'docs/registries.md'), 'utf8');
  const row = text
    .split('\n')
    .map((line) => line.split(' | ').map((part) => part.replace(/^\| | \|$/g, '')))
    .find(
      ([name = '', , , hides]) =>
        hides !== undefined && name !== '' && title.toLowerCase().startsWith(name.toLowerCase()),
    );
  const [, , shows, hides] = row ?? [];
  if (shows === undefined || hides === undefined) throw new Error(`docs/registries.md has no row for ${title}`);
  return { shows, hides };
}

const unknownValues: BindingValues = {
  packages: [],
  owner: null,
  repository: null,
  workflow: null,
  environment: null,
};

const exampleValues = { owner: 'octo', repository: 'demo', workflow: 'release.yml', environment: 'release' } as const;
