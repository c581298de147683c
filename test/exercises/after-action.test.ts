import { describe, expect, it } from 'vitest';
import { afterActionMarkdown, exerciseOf, readAfterAction, scenarios } from '../../src/exercises/index.ts';
import { grounds, weakReport } from './grounds.ts';

const weak = grounds['weak'] ?? { account: '', targets: [], isInvented: true };
const form = afterActionMarkdown(exerciseOf(scenarios['maintainer-phished'], weak, 60));
const head = '| Finding | Went | Action | Control | Owner | Until |\n| --- | --- | --- | --- | --- | --- |';
const table = (...rows: readonly string[]) =>
  `<!-- mintmark after-action: poisoned-action -->\n\n${head}\n${rows.join('\n')}\n`;

describe('the form', () => {
  it('begins with the open gaps that the story met, and nobody has taken them on', () => {
    const { items, open, mistakes } = readAfterAction(form);
    expect(mistakes).toEqual([]);
    expect(items).toEqual([]);
    const met = ['trusted-publishing', 'publish-environment', 'owners'];
    for (const control of met) expect(form).toMatch(new RegExp(`\\| ${control} \\|`));
    expect(form).not.toContain('| publish-pins |');
    expect(open).toHaveLength(met.length);
    expect(weakReport.findings.length).toBeGreaterThan(met.length);
  });

  it('is read once somebody has filled it in, with the words of the action as they were', () => {
    const filled = form.replace(/(\| owners \|) {2}\| {2}\|/, '$1 @Ada | 2027-01-31 |');
    const [item, ...others] = readAfterAction(filled).items;
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      by: 'Ada',
      until: '2027-01-31',
      control: 'owners',
      from: 'tabletop exercise maintainer-phished',
    });
    expect(item?.do).toContain('open the settings of'.replace('open', 'Open'));
  });
});

describe('a table', () => {
  it('may hold bars, entities and code, and ends where it ends', () => {
    const { items } = readAfterAction(
      `${table('| x | well | Say `a \\| b` &#124; c | | ada | 2027-02-01 |')}\n| y | | not in it | | ada | 2027-02-01 |\n`,
    );
    expect(items).toEqual([
      {
        do: 'Say `a | b` | c',
        by: 'ada',
        until: '2027-02-01',
        from: 'tabletop exercise poisoned-action',
        control: null,
        line: 5,
      },
    ]);
  });

  it.each([
    ['| x | | Do it | | not a login! | 2027-02-01 |', 'not a login! is no GitHub login'],
    ['| x | | Do it | | ada | soon |', 'soon is no day: write it as YYYY-MM-DD'],
    ['| x | | Do it | | ada | 2027-02-30 |', '2027-02-30 is no day: write it as YYYY-MM-DD'],
    ['| x | | | | ada | 2027-02-01 |', 'the row has an owner and no action: x'],
  ])('tells of a mistake on its line: %s', (row, says) => {
    expect(readAfterAction(table(row)).mistakes).toEqual([{ line: 5, says }]);
  });

  it('leaves out what nobody has taken on, and says so', () => {
    const { items, open } = readAfterAction(
      table('| x | | Do it | | | |', '| y | | Do that | | ada | |', '| | | | | | |'),
    );
    expect(items).toEqual([]);
    expect(open).toEqual([
      { line: 5, says: 'nobody owns it: Do it' },
      { line: 6, says: 'it has no day: Do that' },
    ]);
  });

  it('has to be there', () => {
    expect(readAfterAction('# Notes\n').mistakes).toEqual([
      { line: 1, says: 'no table with the columns Finding, Went, Action, Control, Owner, Until' },
    ]);
  });
});
