import type { Control } from '../controls/control.ts';
import { ospsCorrespondences, scorecardCorrespondences } from '../controls/frameworks.ts';
import { ospsCatalogue } from '../controls/osps-catalogue.ts';
import { scorecardVersion } from '../controls/scorecard-checks.ts';
import { didYouMean } from '../policy/nearest.ts';
import { principleOf } from '../principles/index.ts';
import { wrap, wrapAfter } from '../reports/text/wrap.ts';
import { severities } from '../types/severity.ts';
import { parseArguments } from './arguments.ts';
import { type Command, exitCodes, Misuse } from './command.ts';

export const controls: Command = {
  name: 'controls',
  summary: 'List the controls, or explain one',
  operands: '[ID]',
  about: [],
  options: [],

  async run(words, around) {
    const { operands } = parseArguments(words, [], 1);
    const { controls: all } = await around.engine();
    const width = Math.min(around.stdout.columns ?? 100, 100);
    const [id] = operands;
    around.stdout.write(`${(id === undefined ? list(all, width) : explanation(find(id, all), width)).join('\n')}\n`);
    return exitCodes.done;
  },
};

function find(id: string, all: readonly Control[]): Control {
  const control = all.find((candidate) => candidate.id === id);
  if (control !== undefined) return control;
  const known = all.map((candidate) => candidate.id);
  throw new Misuse(`there is no control ${JSON.stringify(id)}${didYouMean(id, known)}`);
}

/** From the gravest on, under its severity. */
function list(all: readonly Control[], width: number): readonly string[] {
  const idWidth = Math.max(0, ...all.map(({ id }) => id.length));
  const sections = severities
    .map((severity) => ({ severity, controls: all.filter((control) => control.severity === severity) }))
    .filter(({ controls: some }) => some.length > 0)
    .map(({ severity, controls: some }) => [
      severity,
      ...some.flatMap(({ id, title }) => wrapAfter(`  ${id.padEnd(idWidth)}  `, title, width)),
    ]);
  return [...sections.flatMap((section) => [...section, '']), 'mintmark controls ID explains one.'];
}

function explanation(control: Control, width: number): readonly string[] {
  const lines = control.principles.map(principleOf);
  return [
    control.id,
    ...wrap(control.title, width),
    '',
    ...wrapAfter('Asks      ', control.asks, width),
    ...wrapAfter('Severity  ', control.severity, width),
    ...wrapAfter('Reads     ', control.evidence.map((kind) => evidenceWords[kind]).join(', '), width),
    '',
    ...wrap(control.why, width),
    '',
    ...lines.flatMap(({ id, title, projectDoes }) => [
      `${id}: ${title}`,
      ...(projectDoes === null ? [] : wrapAfter('  ', projectDoes, width)),
    ]),
    ...elsewhere(control.id, width),
  ];
}

/** Where other catalogues ask the same, and how much of it the control sees. */
function elsewhere(id: string, width: number): readonly string[] {
  const found = [
    ...ospsCorrespondences.map((each) => ({
      ...each,
      name: `${each.requirement} (OSPS Baseline ${ospsCatalogue.version})`,
    })),
    ...scorecardCorrespondences.map((each) => ({ ...each, name: `${each.check} (Scorecard ${scorecardVersion})` })),
  ].filter(({ control }) => control === id);
  return found.flatMap(({ name, covers, sees }) => [
    `${name}: ${covers === 'wholly' ? 'all of it' : 'a part of it'}`,
    ...wrapAfter('  ', `Mintmark sees ${sees}.`, width),
  ]);
}

const evidenceWords: Readonly<Record<Control['evidence'][number], string>> = {
  files: 'files of the repository',
  github: "GitHub's settings",
  registry: 'the registry',
  attestations: 'attestations',
  ledger: 'the history of releases',
};
