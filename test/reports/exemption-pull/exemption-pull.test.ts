import { expect, test } from 'vitest';
import { type ExemptionPullContext, exemptionPullOf } from '../../../src/reports/exemption-pull/index.ts';
import { aFinding } from '../report-fixture.ts';

const id = '0'.repeat(32);
const context: ExemptionPullContext = {
  id,
  what: 'accept',
  about: aFinding({ control: 'publish-environment', message: 'the job `publish` names no environment' }),
  server: 'https://github.com',
  repository: 'acme/widgets',
  base: { branch: 'main', sha: 'a'.repeat(40) },
  control: { title: 'Publishing waits', why: 'Anyone who can push can publish.' },
  until: '2027-02-20',
  issue: 7,
  by: 'ada',
};

test('a proposal says what is still to be written, what it accepts and for how long, and how to be rid of it', () => {
  expect(exemptionPullOf('Accept `publish-environment` until 2027-02-20', context)).toEqual({
    title: 'Accept `publish-environment` until 2027-02-20',
    body: `<!-- mintmark:v1 fix=${id} -->

### Before you merge

Write into \`.github/mintmark.yml\` why this may stay, in place of \`TODO\`: edit the file on this branch. Merged as it is, the file counts as mistaken, and the last good policy stays in force.

### What it accepts

\`publish-environment\`: the job \`publish\` names no environment ([\`release.yml:42\`](https://github.com/acme/widgets/blob/${'a'.repeat(40)}/.github/workflows/release.yml?plain=1#L42-L44))

Anyone who can push can publish.

It accepts this finding and no other one of the control (\`evidence\` names it), until 2027-02-20. Two weeks before that day Mintmark says that it ends; from the day after on the finding counts again.

### If you do not want it

Close this pull request and delete its branch. It is not opened again unless somebody who may write here ticks its box in #7 again.

---

Asked for by \`ada\`, who stands in the entry for it.
`,
  });
});

test('a declaration says what it vouches for', () => {
  const about = aFinding({ control: 'owners', message: 'one account', locations: [] });
  const { body } = exemptionPullOf('Declare `owners` until 2027-02-20', { ...context, what: 'declare', about });
  expect(body).toContain('`owners`: Publishing waits. What Mintmark could see of it by itself: one account');
  expect(body).toContain('nothing but this declaration will vouch for it');
  expect(body).not.toContain('TODO');
});

test('names from the repository stay inert', () => {
  const about = aFinding({ message: '@everyone <img src=x> [a](https://evil.example)' });
  const { body } = exemptionPullOf('t\u202e', { ...context, about, by: 'a`b <x>' });
  const inert = body.replace(/(`+)[^`][^]*?\1/g, '');
  expect(inert).not.toMatch(/@everyone|<img|evil|<x>/);
});
