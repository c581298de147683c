import type { GitHubRelease } from '../github/settings.ts';
import { codeWords, commandWord } from '../registries/plain.ts';
import type { Workflow } from '../workflows/model.ts';
import { permissionsOf } from '../workflows/permissions.ts';
import { attestedDigests } from './attested-digests.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { documentation } from './documentation.ts';
import { listedCode } from './job-words.ts';
import { fail, notApplicable, pass, unknown, unreadable } from './judgements.ts';
import { isBundle, isChecksums, isVerificationKey, newestWithAssets, signedBy } from './release-assets.ts';

/** Are the files of a release signed or attested? */
export const signedReleases: Control = {
  id: 'signed-releases',
  title: 'The files of a release are signed or attested',
  asks: 'Is there a signature or an attestation for every file that is attached to the newest release?',
  principles: ['authorization.3.provenance'],
  severity: 'medium',
  why: 'Files of a release are fetched by scripts, mirrors and package managers that know nothing but an address. A signature or an attestation lets them tell what your workflow built from what somebody else has put in its place.',
  evidence: ['files', 'github', 'registry', 'attestations'],
  settings: ['releases'],

  judge(evidence) {
    const { map, settings } = evidence;
    if (map.publications.length === 0) return [notApplicable(null, 'no package is published from here')];
    if (settings.releases.state === 'unreadable') return [unreadable(null, 'the files of releases', settings.releases)];
    const release = newestWithAssets(settings);
    return [
      release === null ? notApplicable(null, 'no release on GitHub has files attached') : judged(release, evidence),
    ];
  },
};

function judged(release: GitHubRelease, evidence: Evidence): Judgement {
  const { map, subject } = evidence;
  const tag = codeWords(release.tag);
  if (release.immutable === true)
    return pass(null, `${tag} is immutable: GitHub attests which commit and which files it consists of`);
  const names = release.assets.map(({ name }) => name);
  const digests = attestedDigests(evidence);
  const attested = release.assets.flatMap(({ name, digest }) => (digests.has(digest ?? '') ? [name] : []));
  if (attested.length > 0 && bare(names).every((name) => attested.includes(name)))
    return pass(null, `each file of ${tag} is one that its registry serves, too, with an attestation that verifies`);
  const open = unsigned(names).filter((name) => !attested.includes(name));
  if (open.length === 0)
    return unknown(
      null,
      `each file of ${tag} comes with a signature or an attestation beside it, which nobody has verified for this audit`,
      'Download a file with its signature and verify it as your release notes tell your users to.',
    );
  const files = listedCode(open, 3);
  const bundle = names.find((name) => isBundle(name) && !names.includes(signedBy(name) ?? ''));
  if (bundle !== undefined)
    return unknown(
      null,
      `no signature is attached to ${tag} for ${files}; ${codeWords(bundle)} may attest them, which its name does not tell`,
      `Look in ${codeWords(bundle)} for the subjects that it attests.`,
    );
  const maker = map.workflows.find(mayAttest);
  if (maker !== undefined)
    return unknown(
      null,
      `no signature is attached to ${tag} for ${files}; ${codeWords(maker.path)} may have attested them, which GitHub keeps apart from the release`,
      `Download a file and run \`gh attestation verify\` with its name and \`--repo ${commandWord(subject.repository ?? '') ?? 'owner/name'}\`.`,
    );
  return fail(null, {
    reason: `${tag} has no signature for ${files}, and no workflow here attests what it builds`,
    at: [],
    key: ['newest'],
    remediation: {
      steps: [
        'Give the job that builds the files the permissions `id-token: write`, `attestations: write` and `contents: read`.',
        'Behind the step that builds them, add `actions/attest-build-provenance`, pinned to a commit, with the files as its `subject-path`.',
        'Or turn on immutable releases (see the control `immutable-releases`): GitHub then attests to every release by itself.',
        'Publish a release and check one of its files: `gh attestation verify`, with the file and `--repo` with this repository.',
      ],
      links: [documentation.artifactAttestations, documentation.immutableReleases],
    },
  });
}

/** Files that nothing beside them signs, be it by themselves or by the list of their checksums. */
function unsigned(names: readonly string[]): readonly string[] {
  const signed = new Set(names.flatMap((name) => signedBy(name) ?? []));
  if (names.some((name) => isChecksums(name) && signed.has(name))) return [];
  return bare(names).filter((name) => !signed.has(name));
}

/** Files that are there for themselves, and not to check others. */
function bare(names: readonly string[]): readonly string[] {
  return names.filter((name) => signedBy(name) === null && !isVerificationKey(name) && !isChecksums(name));
}

/** It may store attestations: never by default, since the token that they are signed with has to be asked for. */
function mayAttest({ permissions, jobs }: Workflow): boolean {
  const blocks = [permissions, ...jobs.map((job) => job.permissions)];
  return blocks.some((block) => permissionsOf(block)?.get('attestations') === 'write');
}
