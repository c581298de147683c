import { expect, it } from 'vitest';
import { run } from '../../src/cli/main.ts';
import { acceptedWords } from '../../src/policy/term-words.ts';
import { aFinding, aReport } from '../reports/report-fixture.ts';
import { stage } from './stage.ts';

const path = '.github/mintmark.yml';

function entry(control: string, until: string): string {
  return `  - { control: ${control}, reason: for now, by: ada, until: ${until} }\n`;
}

it('audit says which exemptions end soon, and which have nothing left to accept', async () => {
  const row = { registry: null, settles: null, principles: [] };
  const used = acceptedWords({
    control: 'publish-pins',
    registry: null,
    reason: 'for now',
    by: 'ada',
    until: '2026-12-01',
    evidence: null,
    from: 'repository',
  });
  const report = aReport({
    controls: [
      { ...row, id: 'publish-pins', verdict: 'accepted', reason: used },
      { ...row, id: 'trusted-publishing', verdict: 'pass', reason: 'by OIDC' },
    ],
  });
  const policy = `accept:\n${entry('publish-pins', '2026-12-01')}${entry('trusted-publishing', '2027-05-01')}`;
  const { around, err } = stage({ report, files: { [path]: policy } });
  expect(await run(['audit', '--offline'], around)).toBe(0);
  expect(err()).toBe(
    'The exemption of `publish-pins` (by `ada`) ends on 2026-12-01: what it accepts counts again from the next day on, unless it is renewed in `.github/mintmark.yml`.\n' +
      'The exemption of `trusted-publishing` (by `ada`) accepts nothing any more, since what it was for is gone: delete it from `.github/mintmark.yml`.\n',
  );
});

it('audit counts the days since a token was last needed where it is read now, and not where it is kept', async () => {
  const message = '`NPM_TOKEN` has not been needed since `2.4.0` of 2026-07-02; 12 workflows can read it: delete it';
  const report = aReport({ findings: [aFinding({ message, since: '2026-07-02' })] });
  const printed = async (format: string) => {
    const { around, out } = stage({ report });
    await run(['audit', '--offline', '--format', format], around);
    return out().replace(/\s+/g, ' ');
  };
  expect(await printed('terminal')).toContain('2026-07-02 (143 days); 12 workflows');
  for (const kept of ['json', 'sarif', 'markdown']) expect(await printed(kept)).not.toContain('143 days');
});
