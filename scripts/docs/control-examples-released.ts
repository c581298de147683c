import { absent, aSignal, saw } from '../../test/controls/package-evidence.ts';
import { gitTag, missing, release, told } from '../../test/controls/settings-fixtures.ts';
import {
  type ControlExamples,
  checkout,
  node,
  npm,
  publish,
  shown,
  token,
  untrusted,
  usual,
} from './example-repository.ts';

/** Of what was released, of names, and of reports. */
export const releasedExamples: ControlExamples = {
  provenance: {
    what: 'The last release came from an account, without an attestation.',
    files: usual,
    packages: shown({
      releases: [
        {
          version: '1.2.0',
          on: '2026-05-03',
          by: 'ada',
          joins: { attestation: 'missing' },
          release: { attested: 'no' },
        },
      ],
    }),
  },
  'provenance-continuity': {
    what: 'A release without provenance follows releases that had it.',
    files: usual,
    packages: shown({
      releases: [
        {
          version: '1.2.0',
          on: '2026-05-03',
          by: 'ada',
          joins: { attestation: 'missing' },
          signals: [
            aSignal('provenance-lost', 'high', { says: 'no provenance, and each of 2 earlier releases had it' }),
          ],
        },
        { version: '1.1.0', on: '2026-05-02' },
        { version: '1.0.0', on: '2026-05-01' },
      ],
    }),
  },
  'release-source': {
    what: 'A release was built from a commit that no branch and no tag leads to.',
    files: usual,
    packages: shown({
      releases: [
        {
          version: '1.2.0',
          on: '2026-05-03',
          joins: { commit: 'missing' },
          signals: [
            aSignal('commit-unreachable', 'critical', {
              says: 'no branch and no tag leads to the commit `0123456789ab`',
            }),
          ],
        },
        { version: '1.1.0', on: '2026-05-02' },
      ],
    }),
  },
  'signed-releases': {
    what: 'A release on GitHub has files that nobody signed.',
    files: npm([...checkout, ...node, publish, ...token], { head: untrusted }),
    settings: { releases: told([release('v1.1.0', ['demo.tgz'])]) },
  },
  'signed-tags': {
    what: 'The tag of the last release is not signed.',
    files: usual,
    settings: {
      tags: told([gitTag('v1.1.0', { signature: 'none' })]),
      releases: told([release('v1.1.0')]),
    },
  },
  'immutable-releases': {
    what: 'Releases can be changed after they were published.',
    files: usual,
    settings: { immutableReleases: told(false), releases: told([release('v1.1.0', ['demo.tgz'])]) },
  },
  'tag-protection': {
    what: 'No ruleset keeps release tags where they are.',
    files: usual,
    settings: { rulesets: told([]), tags: told([gitTag('v1.1.0')]), releases: told([release('v1.1.0')]) },
  },
  'branch-protection': {
    what: 'Anybody who may push can change the branch that is released from.',
    files: usual,
    settings: { defaultBranch: 'main', rulesets: told([]), branchProtection: missing },
  },
  sbom: {
    what: 'A release has files, and no bill of materials is among them.',
    files: usual,
    settings: { releases: told([release('v1.1.0', ['demo.tgz'])]) },
  },
  'package-link': {
    what: 'The package names another repository as its source.',
    files: usual,
    packages: shown({
      history: { sourceLinks: ['https://github.com/octo/other'] },
      ledger: { link: 'contradicted' },
    }),
  },
  'name-claimed': {
    what: 'The registry has no package of the name that is published.',
    files: usual,
    packages: shown({ history: absent }),
  },
  'vulnerability-reporting': {
    what: 'There is no security policy, and private reports are off.',
    files: usual,
    settings: { privateVulnerabilityReporting: told(false), securityPolicy: told(false) },
  },
  'secret-scanning': {
    what: 'GitHub would not stop a token from being pushed.',
    files: usual,
    settings: { secretScanning: told({ scanning: false, pushProtection: false }) },
  },
  'dependency-alerts': {
    what: 'Alerts are off, and nothing proposes updates.',
    files: usual,
    settings: { dependencyAlerts: told(false) },
  },
  'malware-advisory': {
    what: 'An advisory calls a version of the package malware.',
    files: usual,
    packages: shown({
      advisories: saw([{ id: 'MAL-2026-0001', versions: ['1.2.0'], summary: 'Malicious code in @octo/demo' }]),
    }),
  },
};
