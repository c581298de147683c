import { binding } from './binding.ts';
import { branchProtection } from './branch-protection.ts';
import { committedCredential } from './committed-credential.ts';
import type { Control } from './control.ts';
import { dependencyAlerts } from './dependency-alerts.ts';
import { immutableReleases } from './immutable-releases.ts';
import { leftoverToken } from './leftover-token.ts';
import { malwareAdvisory } from './malware-advisory.ts';
import { nameClaimed } from './name-claimed.ts';
import { owners } from './owners.ts';
import { packageLink } from './package-link.ts';
import { provenance } from './provenance.ts';
import { provenanceContinuity } from './provenance-continuity.ts';
import { publishCache } from './publish-cache.ts';
import { publishCheckout } from './publish-checkout.ts';
import { publishEnvironment } from './publish-environment.ts';
import { publishInjection } from './publish-injection.ts';
import { publishInstall } from './publish-install.ts';
import { publishPermissions } from './publish-permissions.ts';
import { publishPins } from './publish-pins.ts';
import { publishRunner } from './publish-runner.ts';
import { publishTooling } from './publish-tooling.ts';
import { publishTriggers } from './publish-triggers.ts';
import { registryTwoFactor } from './registry-two-factor.ts';
import { releaseSource } from './release-source.ts';
import { retiredEndpoint } from './retired-endpoint.ts';
import { sbom } from './sbom.ts';
import { secretScanning } from './secret-scanning.ts';
import { signedReleases } from './signed-releases.ts';
import { signedTags } from './signed-tags.ts';
import { tagProtection } from './tag-protection.ts';
import { tokenAge } from './token-age.ts';
import { tokenScope } from './token-scope.ts';
import { tokensRefused } from './tokens-refused.ts';
import { trustedPublishing } from './trusted-publishing.ts';
import { twoFactor } from './two-factor.ts';
import { vulnerabilityReporting } from './vulnerability-reporting.ts';
import { workflowGuard } from './workflow-guard.ts';

/** Every control, in the order in which the report lists what it asks. A new one is a file and a line here. */
export const controls: readonly Control[] = [
  trustedPublishing,
  leftoverToken,
  tokensRefused,
  tokenScope,
  tokenAge,
  committedCredential,
  twoFactor,
  registryTwoFactor,
  owners,
  publishEnvironment,
  publishPermissions,
  publishTriggers,
  publishPins,
  publishInjection,
  publishCache,
  publishInstall,
  publishRunner,
  publishTooling,
  publishCheckout,
  workflowGuard,
  binding,
  retiredEndpoint,
  provenance,
  provenanceContinuity,
  releaseSource,
  signedReleases,
  signedTags,
  immutableReleases,
  tagProtection,
  branchProtection,
  sbom,
  packageLink,
  nameClaimed,
  vulnerabilityReporting,
  secretScanning,
  dependencyAlerts,
  malwareAdvisory,
];
