import { controls } from '../../src/controls/index.ts';
import { appliesTo } from '../../src/principles/applicability.ts';
import { principles, principlesSource } from '../../src/principles/index.ts';
import { ceilingOf } from '../../src/principles/levels.ts';
import { principleLevels } from '../../src/principles/principles.ts';
import { registries } from '../../src/registries/index.ts';
import { type Track, tracks } from '../../src/types/principle-id.ts';
import { bullets, code, linkTo, page, table } from './markdown.ts';

/** docs/levels.md: the Principles as Mintmark judges them. */
export function levelsPage(): string {
  return page(
    '`src/principles/` and `src/controls/`',
    'The levels',
    `The [Principles for Package Repository Security](${principlesSource}) grade *registries*, in four tracks of three levels each. Mintmark reads every line twice: the registry's half says what the registry offers, the project's half what a project makes of it. The second half is Mintmark's reading, and not part of the document.`,
    '## How a level is reached',
    bullets([
      "**A project's level** in a track is climbed from 1. A level is *reached* when no control of its lines fails or is `unknown`, and at least one passes or is accepted. It is *held* when one fails or is `unknown`: the climb ends there, and the report names what holds it.",
      'A level that asks nothing of this project (each of its lines has no project half, or was answered only with `not-applicable`) is passed through: it does not count by itself, and a higher one can still be reached.',
      'A line with a project half that no control asks leaves its level *unproven* where no other line of it shows anything: the climb ends, and nothing is claimed. Such lines are marked below.',
      'What is accepted in the policy counts as kept until its day, and what a person declared counts as answered until its day.',
      "**The registry's level** stands beside it as the ceiling: the least of the registries that the project publishes to. It is kept where no line of the level is refused and at least half of them are kept in full. Where what is not known could change it, there is none.",
      '`unknown` therefore never raises a level and never lowers one that was reached below it.',
    ]),
    ...tracks.flatMap(trackPart),
    '## The registries',
    'The levels of the registries themselves, by what their [pages here](registries/README.md) say of them.',
    table(
      ['registry', ...tracks],
      registries.map((registry) => [
        linkTo(registry.id, `registries/${registry.id}.md`),
        ...tracks.map((track) =>
          appliesTo(track, registry.id) ? String(ceilingOf(track, [registry]) ?? 'unknown') : 'not graded',
        ),
      ]),
    ),
  );
}

const trackWords: Readonly<Record<Track, string>> = {
  authentication: 'Who signs in, and how well an account is guarded. Go modules have no accounts and are not graded.',
  authorization:
    'What a credential may do, and how long it lives. Go modules and Packagist take releases from the source repository and are not graded.',
  general: 'What the registry does for everybody: disclosure, names, versions that stay, malware, an open record.',
  cli: 'What the tools do that install.',
};

function trackPart(track: Track): readonly string[] {
  return [
    `## ${track}`,
    trackWords[track],
    ...principleLevels.flatMap((level) => {
      const lines = principles.filter((line) => line.track === track && line.level === level);
      const rows = lines.map(({ id, title, registryDoes, projectDoes }) => [
        `${code(id)}<br>${title}`,
        registryDoes,
        projectDoes ?? 'nothing is left to do',
        askedBy(id) || (projectDoes === null ? '' : 'no control asks it'),
      ]);
      return lines.length === 0
        ? []
        : [`### ${track}, level ${level}`, table(['line', 'the registry', 'the project', 'asked by'], rows)];
    }),
  ];
}

function askedBy(line: string): string {
  return controls
    .filter(({ principles: lines }) => lines.some((id) => id === line))
    .map(({ id }) => linkTo(id, `controls/${id}.md`))
    .join(', ');
}
