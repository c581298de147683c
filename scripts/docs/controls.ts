import { declarable } from '../../src/controls/accepted.ts';
import type { Control } from '../../src/controls/control.ts';
import { ospsCorrespondences, scorecardCorrespondences } from '../../src/controls/frameworks.ts';
import { controls } from '../../src/controls/index.ts';
import { ospsCatalogue } from '../../src/controls/osps-catalogue.ts';
import { permissionTable } from '../../src/github/permissions.ts';
import { principleOf } from '../../src/principles/index.ts';
import { registries } from '../../src/registries/index.ts';
import type { Remedies } from '../../src/registries/registry.ts';
import { severities } from '../../src/types/severity.ts';
import { type Shown, showControl } from './control-shown.ts';
import { bullets, code, fenced, linkTo, numbered, page, table } from './markdown.ts';
import { remedyTitles } from './remedy-titles.ts';

/** The pages in docs/controls, by their path. */
export async function controlPages(): Promise<ReadonlyMap<string, string>> {
  const shown = await Promise.all(controls.map(async (control) => [control, await showControl(control)] as const));
  return new Map([
    ['docs/controls/README.md', overview(shown)],
    ...shown.map(([control, example]) => [`docs/controls/${control.id}.md`, controlPage(control, example)] as const),
  ]);
}

function overview(shown: readonly (readonly [Control, Shown])[]): string {
  return page(
    '`src/controls/`',
    'Controls',
    `What Mintmark asks of a repository that publishes packages: ${controls.length} controls, from the gravest on. Each answers \`pass\`, \`fail\`, \`unknown\` (with what would settle it), \`not-applicable\`, or \`accepted\` where the [policy](../policy.md) says so.`,
    'A severity is that of the usual case; a finding may be graver or less grave, and says why. *Edit* tells where Mintmark can propose the change itself: `safe` cannot break the next release, `needs thought` has to be agreed to.',
    ...severities.flatMap((severity) => {
      const some = shown.filter(([control]) => control.severity === severity);
      const rows = some.map(([{ id, title, evidence }, { safeties }]) => [
        linkTo(id, `${id}.md`),
        title,
        evidence.map((kind) => evidenceWords[kind]).join(', '),
        safeties.map(safetyWords).join(', '),
      ]);
      return some.length === 0
        ? []
        : [`## ${capital(severity)}`, table(['control', 'the good state', 'judged by', 'edit'], rows)];
    }),
  );
}

function controlPage(control: Control, shown: Shown): string {
  const { id, title, asks, why, severity, evidence } = control;
  return page(
    `\`src/controls/${id}.ts\``,
    id,
    `**${title}.** ${asks}`,
    table(
      ['', ''],
      [
        ['severity', severity],
        ['judged by', evidence.map((kind) => evidenceWords[kind]).join(', ')],
        ['an edit that Mintmark can make', shown.safeties.map(safetyWords).join(', ') || 'none'],
      ],
    ),
    '## Why',
    why,
    '## Principles',
    'The lines of the [Principles](../levels.md) that it stands for.',
    principlesTable(control),
    ...cataloguesPart(control),
    ...permissionsPart(control),
    '## What it says',
    ...examplePart(shown),
    ...remediesPart(id, shown),
    '## Living with it',
    ...livingPart(control),
  );
}

function principlesTable({ principles }: Control): string {
  return table(
    ['line', 'the registry', 'the project'],
    principles.map((id) => {
      const { title, registryDoes, projectDoes } = principleOf(id);
      return [`${code(id)}<br>${title}`, registryDoes, projectDoes ?? ''];
    }),
  );
}

/** Where other catalogues ask the same, or a part of it. */
function cataloguesPart({ id }: Control): readonly string[] {
  const baseline = `[OSPS Baseline](${ospsCatalogue.url})`;
  const rows = [
    ...ospsCorrespondences
      .filter(({ control }) => control === id)
      .map(({ requirement, covers, sees }) => [baseline, code(requirement), covers, `Mintmark sees ${sees}.`]),
    ...scorecardCorrespondences
      .filter(({ control }) => control === id)
      .map(({ check, covers, sees }) => ['OpenSSF Scorecard', code(check), covers, `Mintmark sees ${sees}.`]),
  ];
  return rows.length === 0
    ? []
    : ['## In other catalogues', table(['catalogue', 'its id', 'answers it', 'what of it'], rows)];
}

function permissionsPart({ settings = [] }: Control): readonly string[] {
  const rows = permissionTable
    .filter(({ feature }) => settings.some((setting) => setting === feature))
    .map(({ permission, tier, what, lost }) => [code(permission), tier, `reads ${what}`, lost]);
  return rows.length === 0
    ? []
    : [
        '## Permissions',
        'What the GitHub App needs for it. A permission that is missing makes the answer `unknown`, never `fail`.',
        table(['permission', 'tier', 'what it does', 'without it'], rows),
      ];
}

function examplePart({ what, excerpt, finding, diff }: Shown): readonly string[] {
  return [
    what,
    ...(excerpt === null
      ? []
      : [
          `${code(excerpt.path)}, line ${excerpt.line}:`,
          fenced(/\.ya?ml$/.test(excerpt.path) ? 'yaml' : 'text', excerpt.text),
        ]),
    `> **${finding.severity}**: ${finding.reason}`,
    'What to do, in this order:',
    numbered(finding.steps),
    ...(finding.links.length === 0 ? [] : [bullets(finding.links.map((link) => `<${link}>`))]),
    ...(diff === null ? [] : ['The edit that Mintmark offers for it:', fenced('diff', diff)]),
  ];
}

/** Which of a registry's remedies a control's findings are put right by. */
const remedyOf: Readonly<Record<string, keyof typeof remedyTitles>> = {
  'trusted-publishing': 'trustedPublishing',
  'leftover-token': 'deleteToken',
  'tokens-refused': 'refuseTokens',
  'token-scope': 'narrowToken',
  'token-age': 'narrowToken',
  provenance: 'provenance',
};

function remediesPart(id: string, { finding }: Shown): readonly string[] {
  const name = remedyOf[id];
  if (name === undefined) return [];
  const has = (remedies: Remedies) => remedies[name] !== null;
  const { title, anchor } = remedyTitles[name];
  const links = registries
    .filter(({ remedies }) => has(remedies))
    .map((registry) => `[${registry.title}](../registries/${registry.id}.md#${anchor})`);
  const without = registries.filter(({ remedies }) => !has(remedies)).map((registry) => registry.title);
  return [
    `The steps above are those for ${finding.registry ?? 'one registry'}. *${title}*, on each registry: ${links.join(', ')}.`,
    ...(without.length === 0 ? [] : [`Not offered by ${without.join(', ')}.`]),
  ];
}

function livingPart({ id }: Control): readonly string[] {
  return [
    'Where it has to stay for a while, [the policy](../policy.md#accept) accepts it until a day:',
    fenced('yaml', `accept:\n  - { control: ${id}, reason: "why it may stay", by: octocat, until: 2027-02-01 }`),
    fenced('console', `$ mintmark accept ${id} --reason "why it may stay" --until 2027-02-01`),
    ...(declarable.has(id)
      ? [
          'What no interface shows, a person may [declare](../policy.md#declare):',
          fenced('yaml', `declare:\n  - { control: ${id}, by: octocat, on: 2026-11-01, until: 2027-05-01 }`),
        ]
      : []),
  ];
}

function safetyWords(safety: 'safe' | 'needs-thought'): string {
  return safety.replace('-', ' ');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const evidenceWords: Readonly<Record<Control['evidence'][number], string>> = {
  files: 'files',
  github: "GitHub's settings",
  registry: 'the registry',
  attestations: 'attestations',
  ledger: 'the history of releases',
};
