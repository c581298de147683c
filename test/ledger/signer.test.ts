import { expect, test } from 'vitest';
import { reconcile } from '../../src/ledger/index.ts';
import { signerOf } from '../../src/ledger/signer.ts';
import { githubIssuer } from '../../src/provenance/index.ts';
import { aCase, aHistory, anAttestation, anIdentity, aRecord, aRelease, byTrust, saw } from './builders.ts';

const by = (subject: string | null, issuer = githubIssuer) => signerOf({ issuer, subject });
const workflow = 'octo/lantern/.github/workflows/release.yml';

test.each([
  [`https://github.com/${workflow}@refs/tags/v1.0.0`, workflow],
  [`https://github.com/${workflow}@refs/heads/a@refs/b`, workflow],
  [
    `https://github.com/acme/shared/.github/workflows/publish.yml@${'0'.repeat(40)}`,
    'acme/shared/.github/workflows/publish.yml',
  ],
  ['https://github.com/octo/lantern/.github/workflows/release.yml', null],
  ['https://github.com.evil.example/octo/lantern/.github/workflows/release.yml@refs/heads/main', null],
  ['https://github.com/octo/lantern/other/release.yml@refs/heads/main', null],
  ['octo@example.com', null],
  [null, null],
])('%s is %s', (subject, expected) => {
  expect(by(subject)).toBe(expected);
});

test('another issuer is asked for nothing', () => {
  expect(by(`https://github.com/${workflow}@refs/heads/main`, 'https://gitlab.com')).toBeNull();
});

test('a ledger tells which workflow the job stood in, and what the repository was called', () => {
  const identity = anIdentity({ subject: `https://github.com/acme/shared/.github/workflows/npm.yml@refs/tags/v2` });
  const release = aRelease({ version: '1.0.0', attested: 'yes', publisher: byTrust() });
  const { rows } = reconcile(
    aCase({
      history: aHistory([release]),
      attested: new Map([['1.0.0', saw([aRecord({ attestations: [anAttestation({ identity })] })])]]),
    }),
  );
  expect(rows).toMatchObject([
    {
      workflow: '.github/workflows/release.yml',
      holding: 'acme/shared/.github/workflows/npm.yml',
      repository: 'octo/lantern',
    },
  ]);
});
