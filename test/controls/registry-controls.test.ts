import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftoverToken } from '../../src/controls/leftover-token.ts';
import { malwareAdvisory } from '../../src/controls/malware-advisory.ts';
import { nameClaimed } from '../../src/controls/name-claimed.ts';
import { owners } from '../../src/controls/owners.ts';
import { packageLink } from '../../src/controls/package-link.ts';
import { registryTwoFactor } from '../../src/controls/registry-two-factor.ts';
import { tokensRefused } from '../../src/controls/tokens-refused.ts';
import { trustedPublishing } from '../../src/controls/trusted-publishing.ts';
import { registryIds } from '../../src/types/registry-id.ts';
import { judge } from './judge.ts';
import { absent, packageEvidence, saw, unreadable } from './package-evidence.ts';
import { npmRepository } from './publishing-fixtures.ts';

const decided = [
  trustedPublishing,
  leftoverToken,
  tokensRefused,
  registryTwoFactor,
  owners,
  packageLink,
  nameClaimed,
  malwareAdvisory,
];

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const name = fc.oneof(fc.constant('@octo/demo'), text);
const release = fc.record({
  version: fc.oneof(fc.constantFrom('1.0.0', '2.0.0-next.1'), text),
  by: fc.oneof(fc.constantFrom('trusted publishing', 'staged', '?', 'ada'), text),
  withdrawn: fc.constantFrom(null, 'yanked', 'deprecated: old'),
});
const owner = fc.record({
  name: text,
  kind: fc.constantFrom('person', 'team', 'organisation'),
  role: fc.option(text),
} as const);
const history = fc.oneof(
  fc.constantFrom(absent, unreadable),
  fc.record({
    owners: fc.oneof(fc.constantFrom(absent, unreadable), fc.array(owner, { maxLength: 3 }).map(saw)),
    sourceLinks: fc.array(fc.oneof(text, fc.constant('https://github.com/octo/other')), { maxLength: 2 }),
    malware: fc.array(text, { maxLength: 2 }),
  }),
);
const evidence = fc
  .record({
    registry: fc.constantFrom(...registryIds),
    name,
    releases: fc.array(release, { maxLength: 4 }),
    history,
    ledger: fc.record({ link: fc.constantFrom('proved', 'claimed', 'contradicted', 'unknown') } as const),
    advisories: fc.oneof(
      fc.constantFrom(absent, unreadable),
      fc
        .array(
          fc.record({ id: fc.constantFrom('MAL-1', 'GHSA-1'), versions: fc.array(text), summary: fc.option(text) }),
        )
        .map(saw),
    ),
  })
  .map(packageEvidence);

test('whatever a registry says, each answer can be read and acted on', async () => {
  const odd = fc.asyncProperty(fc.array(evidence, { maxLength: 3 }), fc.boolean(), async (packages, idToken) => {
    for (const control of decided)
      for (const judgement of await judge(control, npmRepository({ idToken, secret: 'NPM_TOKEN' }), { packages })) {
        const words = [judgement.reason, judgement.settles ?? '', ...(judgement.remediation?.steps ?? [])];
        for (const sentence of words) expect(sentence.split('`').length % 2, sentence).toBe(1);
        if (judgement.verdict === 'fail') expect(judgement.remediation?.steps.length).toBeGreaterThan(0);
        if (judgement.verdict === 'unknown') expect(judgement.settles).toMatch(/\S/);
      }
  });
  await fc.assert(odd, { numRuns: 60 });
});

test('registries that were not asked change nothing', async () => {
  const files = npmRepository({ idToken: true });
  for (const control of decided) {
    const judgements = await judge(control, files);
    expect(judgements.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
  }
});
