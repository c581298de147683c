import { resolve } from 'node:path';
import {
  attestedRegistries,
  mostDocumentBytes,
  parseReleaseName,
  publicGoodTrust,
  readAttestations,
  readTrust,
  type Trust,
  verifyRelease,
} from '../provenance/index.ts';
import { type Arguments, oneOf, parseArguments } from './arguments.ts';
import { type Command, exitCodes, Misuse, type Option } from './command.ts';
import type { Surroundings } from './surroundings.ts';
import { digestsOf, InputError, textOf } from './verify-files.ts';
import { verificationText } from './verify-text.ts';

const formats = ['terminal', 'json'] as const;

const options: readonly Option[] = [
  { name: 'attestations', value: 'FILE', help: "the registry's document of attestations, or a Sigstore bundle" },
  { name: 'artifact', value: 'FILE', help: 'the published file, to compare its digest' },
  { name: 'trusted-root', value: 'FILE', help: "a trusted_root.json instead of Sigstore's public-good one" },
  { name: 'repository', value: 'OWNER/NAME', help: 'the repository on GitHub that must have built it' },
  { name: 'workflow', value: 'FILE', help: 'the workflow that must have built it, such as release.yml' },
  { name: 'format', value: 'FORMAT', help: `${formats.join(', ')} (default: terminal)` },
];

export const verify: Command = {
  name: 'verify',
  summary: 'Verify who built a release, from its attestations',
  operands: 'REGISTRY NAME@VERSION',
  about: [
    `REGISTRY is one of ${attestedRegistries.join(', ')}; on github, NAME is OWNER/NAME and VERSION a tag.`,
    'Exit codes: 0 verified and as expected; 1 not; 2 wrong use; 3 a file could not be read.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 2);
    const format = oneOf('format', typed.value('format') ?? 'terminal', formats);
    const release = releaseOf(typed);
    const document = typed.value('attestations');
    if (document === null)
      throw new Misuse('this version asks no registry: give the attestations as a file with --attestations FILE');
    try {
      const trust = await trustOf(typed.value('trusted-root'), around);
      const read = readAttestations(await textOf(resolve(around.folder, document), mostDocumentBytes));
      if (read.state === 'unreadable') throw new InputError(document, read.reason);
      const artifact = typed.value('artifact');
      const verification = verifyRelease(
        read.attestations,
        {
          release,
          repository: typed.value('repository'),
          workflow: typed.value('workflow'),
          artifact: artifact === null ? null : await digestsOf(resolve(around.folder, artifact)),
        },
        trust,
      );
      const { name, newestKey } = trust;
      const told = { ...verification, trustedRoot: { name, newestKey } };
      around.stdout.write(
        format === 'json'
          ? `${JSON.stringify(told, null, 2)}\n`
          : verificationText(verification, trust, around.today()),
      );
      return verification.verified ? exitCodes.done : exitCodes.found;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      around.stderr.write(`mintmark: ${error.message}\n`);
      return exitCodes.unreadable;
    }
  },
};

function releaseOf({ operands: [registry, typed] }: Arguments) {
  if (registry === undefined || typed === undefined) throw new Misuse('say what to verify: REGISTRY NAME@VERSION');
  const known = attestedRegistries.find((each) => each === registry);
  if (known === undefined)
    throw new Misuse(`${JSON.stringify(registry)} is none of the registries: ${attestedRegistries.join(', ')}`);
  const release = parseReleaseName(known, typed);
  if (release === null) throw new Misuse(`${JSON.stringify(typed)} is no NAME@VERSION`);
  if (known === 'github' && !release.name.includes('/'))
    throw new Misuse(`on github a release is OWNER/NAME@TAG, not ${JSON.stringify(typed)}`);
  return release;
}

async function trustOf(file: string | null, around: Surroundings): Promise<Trust> {
  if (file === null) return publicGoodTrust();
  const read = readTrust(file, await textOf(resolve(around.folder, file), mostDocumentBytes));
  if (read.state === 'unreadable') throw new InputError(file, read.reason);
  return read.trust;
}
