import { gitHubEcosystems } from '../../types/ecosystems.ts';
import type { IncidentPack } from '../../types/incident-pack.ts';
import type { Severity } from '../../types/severity.ts';
import { code } from '../markdown/escape.ts';

/** The body of GitHub's request that makes a draft of a security advisory. */
export interface AdvisoryDraft {
  readonly summary: string;
  readonly description: string;
  readonly severity: Severity;
  readonly vulnerabilities: readonly [
    {
      readonly package: { readonly ecosystem: string; readonly name: string };
      readonly vulnerable_version_range: string;
      readonly patched_versions: null;
    },
  ];
}

/**
 * What maintainers can tell the users of a release that did not come from them. It holds nothing of the evidence, which may be
 * private, and leaves to people what only they can know.
 */
export function advisoryDraft(pack: IncidentPack): AdvisoryDraft {
  const { registry, package: name, release, severity } = pack;
  const what = `${code(release)} of ${code(name)} on ${registry}`;
  return {
    summary: plainly(`${name} ${release} on ${registry} did not come from where its releases come from`),
    description: [
      '### What happened',
      `${what}${pack.publishedAt === null ? '' : `, published at ${pack.publishedAt},`} was not released in the way in which this project releases.`,
      `${toComplete} what you found out, and whether it runs code that harms whoever installs it.`,
      '### Who is affected',
      `Whoever installed ${code(release)}.`,
      `${toComplete} which other versions you have looked at.`,
      '### What to do',
      `Remove ${code(release)} and install another version. Where it was installed, take every credential that could be read there for stolen until it is known what it does.`,
      `${toComplete} which version to install instead.`,
      '### What is not known',
      `${toComplete} what is still open, and when you will tell more.`,
    ].join('\n\n'),
    severity,
    vulnerabilities: [
      {
        package: { ecosystem: gitHubEcosystems[registry] ?? 'other', name },
        vulnerable_version_range: `= ${release}`,
        patched_versions: null,
      },
    ],
  };
}

/** What only people can know. */
const toComplete = '*To be completed before this is published:*';

/** One line of what can be seen, within what GitHub takes. */
function plainly(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, 1024)
    .toWellFormed();
}
