import type { Control } from './control.ts';
import { notApplicable, pass, unknown } from './judgements.ts';
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

  judge(evidence) {
    if (evidence.map.publications.length === 0) return [notApplicable(null, 'nothing here publishes a package')];
    const [maker] = sbomMakers(evidence);
    if (maker !== undefined)
      return [pass(null, `${maker.what} makes one when a release is made (${maker.at.path}, line ${maker.at.line})`)];
    return [
      unknown(
        null,
        'no workflow that releases was seen to make one; what is attached to a release in another way, files do not show',
        'Grant the permission contents:read, or look at the assets of the last release.',
      ),
    ];
  },
};
