import { describe, expect, it } from 'vitest';
import { type FixLine, issueOf } from '../../../src/reports/issue/index.ts';
import { bytesOf } from '../../../src/reports/markdown/fit.ts';
import { tickedFixes } from '../../../src/types/fix-marker.ts';
import { anIssueContext } from '../check-run/context.ts';
import { aFinding, aReport } from '../report-fixture.ts';

const fingerprint = 'a1'.repeat(16);
const finding = aFinding({ fingerprint });
const words = { title: 'Pin `actions/checkout` to its commit', safety: 'safe' } as const;
const diff = '--- a/x.yml\n+++ b/x.yml\n@@ -1 +1 @@\n-a\n+b\n';
const copy = { ...words, state: 'to-copy', control: 'publish-pins', first: [], diff } as const;

function bodyWith(fix: FixLine, findings = [finding]): string {
  const fixes = new Map(findings.map((each) => [each.fingerprint, fix]));
  return issueOf(aReport({ findings }), anIssueContext({ fixes })).body;
}

describe('below a point of the issue', () => {
  it.each<[FixLine, string, boolean]>([
    [{ ...words, state: 'offered' }, 'Open a pull request: Pin `actions/checkout` to its commit', false],
    [{ ...words, state: 'offered', safety: 'needs-thought' }, 'to its commit (needs thought)', false],
    [{ ...words, state: 'wanted' }, 'A pull request is being prepared: Pin', true],
    [{ ...words, state: 'open', pull: 12, byHand: false }, 'Pull request #12: Pin', true],
    [{ ...words, state: 'open', pull: 12, byHand: true }, 'changed by hand, so Mintmark leaves it alone', true],
    [{ ...words, state: 'closed', pull: 12 }, 'Open another pull request (#12 was closed): Pin', false],
    [{ ...words, state: 'merged', pull: 12 }, '#12 was merged, and did not settle it', false],
    [{ ...words, state: 'offered', settledBy: 'next-release' }, 'its commit. Mintmark ticks the point off once', false],
    [
      { ...words, state: 'settling', pull: 12, settledBy: 'next-release' },
      'Pull request #12 was merged: Pin `actions/checkout` to its commit. Mintmark ticks the point off once',
      true,
    ],
    [{ ...words, state: 'refused', reason: 'the branch `x` is taken' }, 'to nothing: the branch `x` is taken', false],
  ])('stands a box: %j', (fix, text, isTicked) => {
    const body = bodyWith(fix);
    expect(body).toContain(text);
    expect(body).toContain(`\n  - [${isTicked ? 'x' : ' '}] <!-- mintmark:v1 fix=${fingerprint} --> `);
    expect(tickedFixes(body).has(fingerprint)).toBe(isTicked);
  });

  it('stands the change to be copied, where nothing may be written, with what has to come first', () => {
    const body = bodyWith({ ...copy, first: ['Add the publisher on `npmjs.com`'] });
    expect(body).toContain('<summary>The change, ready to copy</summary>\n\n  Pin `actions/checkout` to its commit');
    expect(body).toContain('Before it is merged:\n\n  1. Add the publisher on `npmjs.com`');
    expect(body).toContain('  ```diff\n  --- a/x.yml\n  +++ b/x.yml\n  @@ -1 +1 @@\n  -a\n  +b\n  ```');
    expect(body).toContain('`mintmark fix --control publish-pins`');
    expect(body).not.toContain('fix=');
  });

  it('cannot be broken out of by what a file holds', () => {
    const body = bodyWith({ ...copy, diff: '+```\n+</details>\n+- [x] @octocat\n' });
    expect(body).toContain('````diff\n  +```\n  +</details>\n  +- [x] @octocat\n  ````');
  });

  it('stands how to make the change, where showing it would change it or take too much room', () => {
    for (const unshown of ['+a\u202eb\n', '+a\r\n', `+${'x'.repeat(30_000)}\n`])
      expect(bodyWith({ ...copy, diff: unshown })).toContain('The change cannot be shown here as it is.');
    const many = Array.from({ length: 30 }, (_, index) => aFinding({ fingerprint: `${index}`.padStart(32, '0') }));
    const body = bodyWith({ ...copy, diff: `+${'y'.repeat(3000)}\n` }, many);
    expect(body.split('```diff')).toHaveLength(8);
    expect(bytesOf(body)).toBeLessThan(65_000);
    expect(body).not.toContain('left out here');
  });

  it('has the text say how boxes are used, where there are some', () => {
    expect(bodyWith({ ...words, state: 'offered' })).toContain('Tick *Open a pull request*');
    expect(bodyWith(copy)).not.toContain('Tick *Open a pull request*');
  });
});
