import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ospsCorrespondences, scorecardCorrespondences } from '../../src/controls/frameworks.ts';
import { controls } from '../../src/controls/index.ts';
import { ospsCatalogue, ospsRequirements } from '../../src/controls/osps-catalogue.ts';
import { scorecardChecks, scorecardVersion } from '../../src/controls/scorecard-checks.ts';

const all = [...ospsCorrespondences, ...scorecardCorrespondences];

describe('where other catalogues ask what a control asks', () => {
  it('names controls that there are, and what stands in the named version of a catalogue', () => {
    expect(ospsCatalogue.url.endsWith(ospsCatalogue.version.replaceAll('.', '-'))).toBe(true);
    expect(scorecardVersion).toMatch(/^\d+\.\d+\.\d+$/);
    const known = new Set(controls.map(({ id }) => id));
    expect(all.filter(({ control }) => !known.has(control))).toEqual([]);
    for (const { requirement } of ospsCorrespondences) expect(ospsRequirements[requirement]).not.toHaveLength(0);
    for (const { check } of scorecardCorrespondences) expect(scorecardChecks).toContain(check);
    for (const id of Object.keys(ospsRequirements)) expect(id).toMatch(/^OSPS-(?:AC|BR|DO|GV|LE|QA|SA|VM)-\d\d\.\d\d$/);
  });

  it('says each once', () => {
    const pairs = all.map((each) => `${each.control} ${'check' in each ? each.check : each.requirement}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('stands in the documentation as it stands here', () => {
    const text = readFileSync(new URL('../../docs/evidence.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| (`.*`) \| (OSPS-.*) \| (wholly|in part)/gm)].flatMap(
      ([, controlCell = '', requirementCell = '', covers]) =>
        controlCell
          .split(', ')
          .flatMap((control) =>
            requirementCell.split(', ').map((requirement) => `${control.replaceAll('`', '')} ${requirement} ${covers}`),
          ),
    );
    const own = ospsCorrespondences.map(
      ({ control, requirement, covers }) => `${control} ${requirement} ${covers === 'wholly' ? covers : 'in part'}`,
    );
    expect(rows.toSorted()).toEqual(own.toSorted());
    expect(text).toContain(ospsCatalogue.version);
    const seen = new Set(ospsCorrespondences.map(({ requirement }) => requirement));
    expect(text).toContain(`${seen.size} of the ${Object.keys(ospsRequirements).length} requirements`);
  });

  it('takes a control that sees several requirements at once for no proof that one of them is broken', () => {
    const byControl = Map.groupBy(
      ospsCorrespondences.filter(({ covers }) => covers === 'wholly'),
      ({ control }) => control,
    );
    const several = [...byControl.values()].filter((each) => each.length > 1).flat();
    expect(several.length).toBeGreaterThan(0);
    for (const { brokenFrom } of several) expect(brokenFrom).toBeNull();
  });
});
