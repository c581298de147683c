import type { PackageRule, RowContext, SignalRule } from '../facts.ts';
import { nothing, together } from '../guards/findings.ts';
import { isStagePlaceholder } from '../guards/stage.ts';
import { burst } from './burst.ts';
import { claimedCommitDiffers } from './claimed-commit-differs.ts';
import { combine } from './combine.ts';
import { commitUnreachable } from './commit-unreachable.ts';
import { lateFile } from './late-file.ts';
import { malwareAdvisory, malwareInPackage } from './malware-advisory.ts';
import { newDependency } from './new-dependency.ts';
import { newInstallScript } from './new-install-script.ts';
import { noTagOrRelease } from './no-tag-or-release.ts';
import { ownerChanged } from './owner-changed.ts';
import { provenanceChanged } from './provenance-changed.ts';
import { provenanceFiles } from './provenance-files.ts';
import { provenanceLost } from './provenance-lost.ts';
import { provenanceRefused } from './provenance-refused.ts';
import { publisherConfigChanged } from './publisher-config-changed.ts';
import { publisherEmailChanged } from './publisher-email-changed.ts';
import { runMismatch } from './run-mismatch.ts';
import { signingKeyChanged } from './signing-key-changed.ts';
import { sourceLinkChanged } from './source-link-changed.ts';
import { tagMoved } from './tag-moved.ts';
import { tokenStillPresent } from './token-still-present.ts';
import { tpLost } from './tp-lost.ts';
import { unsignedCommit } from './unsigned-commit.ts';
import { unusualPublisher } from './unusual-publisher.ts';
import { vanishedVersion } from './vanished-version.ts';
import { versionNotInTree } from './version-not-in-tree.ts';

/** Each looks at one release, and knows nothing of the others. */
const alone: readonly SignalRule[] = [
  malwareAdvisory,
  tpLost,
  provenanceLost,
  provenanceRefused,
  provenanceFiles,
  provenanceChanged,
  publisherConfigChanged,
  commitUnreachable,
  runMismatch,
  tagMoved,
  noTagOrRelease,
  versionNotInTree,
  claimedCommitDiffers,
  unsignedCommit,
  unusualPublisher,
  publisherEmailChanged,
  signingKeyChanged,
  newInstallScript,
  newDependency,
  burst,
  lateFile,
];

/** One rule that asks all of them and then weighs together what they found: what a release is judged by. */
export const rowRules: readonly SignalRule[] = [{ ids: alone.flatMap(({ ids }) => ids), judge: weighed }];

/** Of the package as a whole. */
export const packageRules: readonly PackageRule[] = [
  malwareInPackage,
  ownerChanged,
  sourceLinkChanged,
  vanishedVersion,
  tokenStillPresent,
];

function weighed(context: RowContext) {
  const { row, case: about } = context;
  if (isStagePlaceholder(about.history.registry, row.release.version)) return nothing;
  const { signals, quiet } = together(alone.map((rule) => rule.judge(context)));
  return { signals: combine(row, signals), quiet };
}
