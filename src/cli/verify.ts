import { resolve } from 'node:path';
import {
  attestedRegistries,
  mostDocumentBytes,
  parseReleaseName,
  readAttestations,
  verifyRelease,
} from '../provenance/index.ts';
import { type Arguments, oneOf, parseArguments } from './arguments.ts';
import { type Command, exitCodes, Misuse, type Option } from './command.ts';
import type { Surroundings } from './surroundings.ts';
import { ownRoot, trustIn } from './trust.ts';
import { digestsOf, InputError, textOf } from './verify-files.ts';
import { type Expectation, NotServed, verifyServed } from './verify-served.ts';
import { verificationText } from './verify-text.ts';

const formats = ['terminal', 'json'] as const;

const options: readonly Option[] = [
  {
    name: 'attestations',
    value: 'FILE',
    help: "the registry's document of attestations, or a Sigstore bundle; nobody is asked",
  },
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
    'Without --attestations the registry is asked, and digests are compared with the files that it serves.',
    'Exit codes: 0 verified and as expected; 1 not; 2 wrong use; 3 a file or the registry could not be read.',
  ],
  options,

  async run(words, around) {
    const typed = parseArguments(words, options, 2);
    const format = oneOf('format', typed.value('format') ?? 'terminal', formats);
    const release = releaseOf(typed);
    const document = typed.value('attestations');
    const artifact = typed.value('artifact');
    if (document === null && release.registry === 'github' && artifact === null)
      throw new Misuse('GitHub keeps attestations by file: give the release asset with --artifact FILE');
    try {
      const root = await ownRoot(typed.value('trusted-root'), around);
      const { trust, notes } = await trustIn(root, document === null, around);
      for (const note of notes) around.stderr.write(`${note}\n`);
      const expectation: Expectation = {
        release,
        repository: typed.value('repository'),
        workflow: typed.value('workflow'),
        artifact: artifact === null ? null : await digestsOf(resolve(around.folder, artifact)),
      };
      const verification =
        document === null
          ? await verifyServed(expectation, trust, around)
          : verifyRelease(await attestationsIn(document, around), expectation, trust);
      const { name, newestKey } = trust;
      const told = { ...verification, trustedRoot: { name, newestKey } };
      around.stdout.write(
        format === 'json'
          ? `${JSON.stringify(told, null, 2)}\n`
          : verificationText(verification, trust, around.today()),
      );
      return verification.verified ? exitCodes.done : exitCodes.found;
    } catch (error) {
      if (!(error instanceof InputError || error instanceof NotServed)) throw error;
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

async function attestationsIn(document: string, around: Surroundings) {
  const read = readAttestations(await textOf(resolve(around.folder, document), mostDocumentBytes));
  if (read.state === 'unreadable') throw new InputError(document, read.reason);
  return read.attestations;
}
