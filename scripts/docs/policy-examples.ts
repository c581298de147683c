/** An example of each key that the schema alone gives none of. A test holds them to the schema. */
export const policyExamples: Readonly<Record<string, string>> = {
  release: 'release: staged',
  packages:
    'packages:\n  "@coin-press/press": { registry: npm, release: trusted }\n  coin-press: { registry: pypi, release: local-2fa }',
  gate: 'gate: high',
  issues: 'issues: rollup',
  incidents: 'incidents: { repository: security-incidents }',
  deployments: 'deployments: { unsure: leave, signed-tags: true }',
  declare: 'declare:\n  - { control: tokens-refused, registry: npm, by: octocat, on: 2026-11-01, until: 2027-05-01 }',
  accept:
    'accept:\n  - { control: publish-environment, reason: "one maintainer", by: octocat, until: 2027-02-01 }\n  - control: publish-pins\n    registry: ghcr\n    reason: "the image is rebuilt every night"\n    by: octocat\n    on: 2026-11-01\n    until: 2027-02-01\n    evidence: ["0a1b2c3d4e5f"]',
  'follow-up':
    'follow-up:\n  - { do: Add a second owner, by: octocat, until: 2027-01-31, from: tabletop exercise, control: owners }',
  digest: 'digest: { repository: security-digest }',
  locked: 'locked: [gate, issues]',
  limits: 'limits: { accept-days: 90, declare-days: 180, never-accept: [trusted-publishing] }',
};
