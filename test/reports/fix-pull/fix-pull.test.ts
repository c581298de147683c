import { describe, expect, it } from 'vitest';
import {
  commitMessage,
  type FixPullContext,
  fixPullNotNeeded,
  fixPullOf,
} from '../../../src/reports/fix-pull/index.ts';
import { bytesOf } from '../../../src/reports/markdown/fit.ts';
import { aFinding } from '../report-fixture.ts';

const words = { title: 'Pin `actions/checkout` to its commit', safety: 'safe', first: [] } as const;
const finding = aFinding({ fingerprint: 'a1'.repeat(16) });

function context(own: Partial<FixPullContext> = {}): FixPullContext {
  return {
    server: 'https://github.com',
    repository: 'acme/widgets',
    base: { branch: 'main', sha: '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d' },
    finding,
    also: [],
    why: 'A tag can be moved.',
    issue: 7,
    by: 'ada',
    ...own,
  };
}

describe('the pull request of a fix', () => {
  it('says what it puts right and why, what was checked, and how to be rid of it', () => {
    const { title, body } = fixPullOf(words, context());
    expect(title).toBe('Pin `actions/checkout` to its commit');
    expect(body).toBe(`<!-- mintmark:v1 fix=${'a1'.repeat(16)} -->

### What it puts right

\`trusted-publishing\`: The step publishes with \`secrets.NPM_TOKEN\` although npm offers trusted publishing ([\`release.yml:42\`](https://github.com/acme/widgets/blob/1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d/.github/workflows/release.yml?plain=1#L42-L44))

A tag can be moved.

### What was checked

The change was made on \`1a2b3c4\` of \`main\`, and the repository was audited again:

- what stands above is gone;
- nothing new came of it, and nothing got worse;
- every line that the diff does not show is as it was, comments included.

Nothing was run. By its kind this change cannot break the next release.

### If you do not want it

Close this pull request and delete its branch. It is not opened again unless somebody who may write here ticks its box in #7 again. To change it, push to the branch: from then on Mintmark leaves it alone.

---

Asked for by \`ada\`. When this is put right in another way, Mintmark closes the pull request by itself, as long as nobody has changed it.
`);
  });

  it('says when it is ticked off where only a release settles it', () => {
    const { body } = fixPullOf({ ...words, settledBy: 'next-release' }, context());
    expect(body).toContain(
      '- nothing but the next release is missing for what stands above: Mintmark ticks the point off once a release has come with provenance;\n- nothing new',
    );
    expect(body).not.toContain('is gone');
  });

  it('begins with what has to be done elsewhere first', () => {
    const { body } = fixPullOf({ ...words, first: ['Add the publisher', 'Publish once'] }, context());
    expect(body).toMatch(
      /^<!--.+-->\n\n### Before you merge\n\nThese have to be done first, .+\n\n1\. Add .+\n2\. Publish once/,
    );
  });

  it('names what else goes with it, and asks for a thought where one is needed', () => {
    const also = [aFinding({ control: 'token-age', message: 'the token is old' })];
    const { body } = fixPullOf({ ...words, safety: 'needs-thought' }, context({ also, issue: null }));
    expect(body).toContain('It puts right as well:\n\n- `token-age`: the token is old');
    expect(body).toContain('This change needs a thought of yours');
    expect(body).not.toContain('#7');
  });

  it('holds nothing that a file could say to GitHub', () => {
    const hostile = '@octocat <b>x</b> #1 \u202e';
    const own = { finding: aFinding({ message: hostile }), also: [aFinding({ message: hostile })], by: hostile };
    const { title, body } = fixPullOf({ ...words, title: hostile, first: [hostile] }, context(own));
    expect(body.replace(/`[^`]*`/g, '')).not.toMatch(/@octocat|<b>|#1\b|\u202e/);
    expect(title).not.toContain('\u202e');
    expect(commitMessage('Pin `@acme/x` for #12')).toBe('Pin acme/x for 12\n');
  });

  it('is never longer than GitHub takes', () => {
    const first = Array.from({ length: 50 }, () => '`a` '.repeat(900));
    const also = Array.from({ length: 50 }, () => aFinding({ message: '`b` '.repeat(900) }));
    expect(bytesOf(fixPullOf({ ...words, first }, context({ also })).body)).toBeLessThan(65_100);
  });

  it('is told why it is closed', () => {
    expect(fixPullNotNeeded('main')).toBe('What this puts right is right on `main` by now, so it is closed.');
  });
});
