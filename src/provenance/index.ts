export { mostDocumentBytes, readAttestations, signsFile } from './attestation-document.ts';
export { githubIssuer, type Identity } from './certificate-identity.ts';
export { openTrust } from './open-trust.ts';
export { attestedRegistries, parseReleaseName } from './release-name.ts';
export { publicGoodName, publicGoodTrust, readTrust, type Trust } from './trust.ts';
export { type VerifiedAudit, verifySignedAudit } from './verify-audit.ts';
export { type Artifact, type Verification, type VerifiedAttestation, verifyRelease } from './verify-release.ts';
