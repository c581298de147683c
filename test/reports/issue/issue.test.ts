import { describe, expect, it } from 'vitest';
import { closingComment, issueOf, markerOf, reopeningComment } from '../../../src/reports/issue/index.ts';
import { bytesOf } from '../../../src/reports/markdown/fit.ts';
import { anIssueContext } from '../check-run/context.ts';
import { aFinding, aReport, fullReport } from '../report-fixture.ts';

const settings = aFinding({
  control: 'two-factor',
  registry: null,
  severity: 'low',
  message: 'the organization asks for no second factor',
  locations: [],
  remediation: { steps: ['Turn it on'], links: [], fixable: false },
  fingerprint: 's',
});

describe('the remediation issue', () => {
  it('is a list to tick off, by registry, with exact steps, levels and what is put right', () => {
    const report = aReport({ findings: [aFinding(), settings] });
    const { title, body } = issueOf(
      report,
      anIssueContext({
        solved: [{ message: 'acme/ship is not pinned', on: '2026-11-20' }],
        levelsIf: (closed) =>
          closed.some(({ control }) => control === 'two-factor')
            ? { ...report.levels, authentication: { level: 2, ceiling: 3, held: [] } }
            : report.levels,
      }),
    );
    expect(title).toBe('Publishing safety: what is left to put right');
    expect(body).toBe(`<!-- mintmark:v1 key=rollup repository=77 -->

Packages go to npm by trusted publishing. 2 points can be put right; Mintmark ticks each off by itself once it sees it done.

[Levels](https://repos.openssf.org/principles-for-package-repository-security), of what the registries offer: Authentication 1 of 3 · Authorization 3 of 3 · General 0 of 2. Putting right the one point of \`two-factor\` raises Authentication (how people sign in) from 1 to 2.

### npm

- [ ] **High**, \`trusted-publishing\`: The step publishes with \`secrets.NPM_TOKEN\` although npm offers trusted publishing ([\`release.yml:42\`](https://github.com/acme/widgets/blob/HEAD/.github/workflows/release.yml?plain=1#L42-L44))

  1. Open the settings of \`@acme/core\` on npmjs.com and add GitHub Actions as its trusted publisher
  2. Type acme as the owner, widgets as the repository and \`release.yml\` as the workflow
  3. Publish once, then delete the token

  Read more: <https://docs.npmjs.com/trusted-publishers>

### The repository as a whole

- [ ] **Low**, \`two-factor\`: the organization asks for no second factor

  1. Turn it on

### Put right

- [x] ~~\`acme/ship\` is not pinned~~ 2026-11-20

---

Mintmark keeps this text true: it looks again after every push to the default branch and when settings change, and closes the issue when nothing is left. What else it has seen stands in the check run \`mintmark\` of the newest commit.

<details>
<summary>How to let this rest</summary>

Close the issue as *not planned*, and Mintmark leaves it alone.

To accept a single point for a while, write it into \`.github/mintmark.yml\` on the default branch, with the day on which it is to come up again:

\`\`\`yaml
accept:
  - { control: trusted-publishing, reason: "why it may stay", by: your-login, until: YYYY-MM-DD }
\`\`\`

</details>
`);
  });

  it('is the same text for another commit with the same findings', () => {
    const other = { repository: 'acme/widgets', ref: 'refs/heads/main', commit: 'f'.repeat(40) };
    expect(issueOf({ ...fullReport, subject: other }, anIssueContext())).toEqual(issueOf(fullReport, anIssueContext()));
  });

  it('has the steps of three points open and folds the others', () => {
    const { body } = issueOf(fullReport, anIssueContext());
    expect(body.match(/^- \[ \] /gm)).toHaveLength(9);
    expect(body.match(/<summary>How to put it right/g)).toHaveLength(1);
    expect(body.match(/Put right as the point above/g)).toHaveLength(5);
  });

  it('says when nothing is left, and keeps what was put right, thirty at most', () => {
    const solved = Array.from({ length: 45 }, (_, index) => ({ message: `point ${index}`, on: '2026-11-20' }));
    const { body } = issueOf(aReport(), anIssueContext({ solved }));
    expect(body).toContain('Nothing is left to put right.');
    expect(body.match(/^- \[x\] ~~point \d+~~ 2026-11-20$/gm)).toHaveLength(29);
    expect(body).toContain('- +16 before these');
    expect(body).not.toContain('- [ ]');
  });

  it('is about one control where it is asked for, with the reason', () => {
    const { title, body } = issueOf(fullReport, anIssueContext({ key: 'publish-pins' }));
    expect(title).toBe('Publishing safety: Everything on the publish path is pinned');
    expect(markerOf(body)).toEqual({ key: 'publish-pins', repositoryId: 77 });
    expect(body.match(/^- \[ \] /gm)).toHaveLength(6);
    expect(body).toContain('A tag can be moved. 6 points can be put right');
    expect(body).not.toContain('trusted-publishing');
    expect(issueOf(fullReport, anIssueContext({ key: 'of-tomorrow' })).title).toBe('Publishing safety: of-tomorrow');
  });

  it('says what raises a level, and nothing where none rises', () => {
    const { body } = issueOf(fullReport, anIssueContext());
    expect(body).not.toContain('Putting right');
    const all = issueOf(
      fullReport,
      anIssueContext({
        levelsIf: (closed) => ({
          ...fullReport.levels,
          cli: { level: closed.length === fullReport.findings.length ? 1 : 0, ceiling: null, held: [] },
        }),
      }),
    );
    expect(all.body).toContain(
      'Putting right all that stands here raises CLI (what the tools pin and check) from 0 to 1.',
    );
  });

  it('fits GitHub, with its footer and what was put right', () => {
    const findings = Array.from({ length: 2000 }, (_, index) =>
      aFinding({ message: `漢字 ${index} ${'wörd '.repeat(60)}`, fingerprint: `${index}` }),
    );
    const solved = Array.from({ length: 40 }, () => ({ message: '@'.repeat(5000), on: 'never' }));
    const { body } = issueOf(aReport({ findings }), anIssueContext({ solved }));
    expect(bytesOf(body)).toBeLessThan(65_535);
    const shown = body.match(/^- \[ \] /gm)?.length ?? 0;
    expect(body).toContain(`${2000 - shown} more points left out here`);
    expect(body.trim().endsWith('</details>')).toBe(true);
    expect(body).toContain('### Put right');
  });
});

describe('the marker', () => {
  it('is read at the start of the body only', () => {
    const { body } = issueOf(aReport(), anIssueContext());
    expect(markerOf(body)).toEqual({ key: 'rollup', repositoryId: 77 });
    expect(markerOf(body.replaceAll('\n', '\r\n'))).toEqual({ key: 'rollup', repositoryId: 77 });
    for (const other of [
      ` ${body}`,
      `> ${body}`,
      body.replace(' repository=77', ''),
      body.replace('77', '9'.repeat(40)),
      body.replace('rollup', '../x'),
      body.replace('-->', ''),
      '',
    ])
      expect(markerOf(other), other.slice(0, 60)).toBeNull();
  });
});

it('comments in one sentence', () => {
  expect(closingComment()).toMatch(/^[^.]+\.$/);
  expect(reopeningComment(1)).toBe('There is something to put right again: 1 point, listed above.');
  expect(reopeningComment(3)).toContain('3 points');
});
