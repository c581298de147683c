import { describe, expect, it } from 'vitest';
import { issueOf } from '../../../src/reports/issue/index.ts';
import { bytesOf } from '../../../src/reports/markdown/fit.ts';
import type { StandingTerm } from '../../../src/types/standing-term.ts';
import { anIssueContext } from '../check-run/context.ts';
import { aFinding, aReport } from '../report-fixture.ts';

const report = aReport({ findings: [aFinding()] });
const id = '0'.repeat(32);
const line = { state: 'offered', safety: 'safe', title: 'accept `publish-pins` for a while: not pinned' } as const;
const term: StandingTerm = {
  what: 'exemption',
  control: 'publish-pins',
  registry: null,
  by: 'ada',
  until: '2026-12-01',
  from: 'repository',
};

describe('how an issue is let rest', () => {
  it('has a box for each point where Mintmark may write, and no text to copy', () => {
    const { body } = issueOf(report, anIssueContext({ boxes: [{ id, line }] }));
    expect(body).toContain(
      `To let a single point rest for a while, tick it. Mintmark then opens a pull request that adds it to \`.github/mintmark.yml\`, in your name and with the day on which it comes up again; whoever merges it writes why.

- [ ] <!-- mintmark:v1 fix=${id} --> Open a pull request: accept \`publish-pins\` for a while: not pinned

</details>`,
    );
    expect(body).not.toContain('```yaml');
  });

  it('counts boxes that are too many', () => {
    const boxes = Array.from({ length: 40 }, () => ({ id, line: { ...line, title: 'x'.repeat(1000) } }));
    const { body } = issueOf(report, anIssueContext({ boxes }));
    expect(body.match(/mintmark:v1 fix=/g)?.length).toBeLessThan(30);
    expect(body).toContain('more, which come up as these are settled');
    expect(bytesOf(body)).toBeLessThanOrEqual(65_536);
  });

  it('tells of what ends by its day', () => {
    const { body } = issueOf(report, anIssueContext({ ending: [term] }));
    expect(body).toContain('### What ends soon\n\n- The exemption of `publish-pins` (by `ada`) ends on 2026-12-01: ');
    expect(issueOf(report, anIssueContext()).body).not.toContain('What ends soon');
  });
});
