import type { Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { documentation } from './documentation.ts';
import { listed } from './job-words.ts';
import { fail, notApplicable, pass, unreadable } from './judgements.ts';
import { isSbom, newestWithAssets } from './release-assets.ts';
import { sbomMakers } from './sbom-makers.ts';

/** Does a release carry a bill of materials? */
export const sbom: Control = {
  id: 'sbom',
  title: 'Releases carry a software bill of materials',
  asks: 'Does a release carry an SBOM?',
  principles: ['cli.3.sbom'],
  severity: 'low',
  why: 'When a dependency turns out to be malicious or vulnerable, whoever runs a release wants to know within minutes whether it is in there. A bill of materials that was made when the release was built answers that without taking the release apart.',
  evidence: ['files', 'github'],
  settings: ['releases'],

  judge(evidence) {
    if (evidence.map.publications.length === 0) return [notApplicable(null, 'nothing here publishes a package')];
    const [maker] = sbomMakers(evidence);
    if (maker !== undefined)
      return [
        pass(
          null,
          `${codeWords(maker.what)} makes an SBOM when a release is made (${codeWords(maker.at.path)}, line ${maker.at.line})`,
        ),
      ];
    return [attached(evidence)];
  },
};

/** What is attached to the newest release with files; nothing in a workflow makes one. */
function attached({ settings, map }: Evidence): Judgement {
  const { releases } = settings;
  if (releases.state === 'unreadable')
    return unreadable(
      null,
      'no workflow that releases was seen to make an SBOM; what is attached to a release in another way',
      releases,
    );
  const release = newestWithAssets(settings);
  const found = release?.assets.find(({ name }) => isSbom(name));
  if (release !== null && found !== undefined)
    return pass(null, `${codeWords(release.tag)} carries ${codeWords(found.name)}`);
  return fail(null, {
    reason:
      release === null
        ? 'no workflow that releases makes an SBOM, and no release on GitHub has files attached'
        : `no workflow that releases makes an SBOM, and none is attached to ${codeWords(release.tag)}`,
    at: [],
    key: ['release'],
    remediation: {
      steps: [
        `In the workflow that releases, make an SBOM from what was built: ${toolFor(map.publications)}.`,
        'Attach it to the release under a name that says what it is, such as `bom.cdx.json` or `bom.spdx.json`, and attest it with `actions/attest-sbom`.',
      ],
      links: [documentation.artifactAttestations],
    },
  });
}

/** What makes one for what is published here. */
function toolFor(publications: readonly Publication[]): string {
  const registries = new Set(publications.map(({ registry }) => registry));
  const known = makers.filter(({ registry }) => registries.has(registry)).map(({ words }) => words);
  const isCovered = known.length > 0 && known.length === registries.size;
  return listed([...known, ...(isCovered ? [] : ['`syft` or `anchore/sbom-action` for anything'])]);
}

const makers: readonly { readonly registry: RegistryId; readonly words: string }[] = [
  { registry: 'npm', words: '`npm sbom --sbom-format cyclonedx` for npm' },
  { registry: 'crates.io', words: '`cargo cyclonedx` for Rust' },
  { registry: 'pypi', words: '`cyclonedx-py` for Python' },
];
