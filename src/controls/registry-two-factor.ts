import type { PackageEvidence } from '../ledger/package-evidence.ts';
import type { Publication } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import { readGemspec } from '../registries/rubygems/gemspec.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { fail, notApplicable, pass, unknown } from './judgements.ts';
import { isSamePackage, ownPackages } from './own-packages.ts';
import { gemspecFix, mfaKey } from './registry-two-factor-fix.ts';

/** Does the registry demand a second factor of this package's publishers? */
export const registryTwoFactor: Control = {
  id: 'registry-two-factor',
  title: 'The registry demands a second factor of whoever publishes',
  asks: "Does the registry demand two-factor authentication of the package's publishers, by its own rule or by the package's?",
  principles: ['authentication.2.mfa-critical', 'authentication.3.mfa-all'],
  severity: 'medium',
  why: 'A password that was guessed, leaked or typed into a false page is enough to take over an account that has no second factor, and with it every package that the account owns. The weakest owner decides, so the demand has to hold for all of them.',
  evidence: ['files', 'registry'],

  judge(evidence) {
    const ids = [...new Set(evidence.map.publications.map(({ registry }) => registry))];
    if (ids.length === 0) return [notApplicable(null, 'nothing here publishes a package')];
    return ids.flatMap((id) => (id === 'rubygems' ? ofGems(evidence) : [byRule(evidence.registryOf(id))]));
  },
};

function publicationsOf(id: RegistryId, { map }: Evidence): readonly Publication[] {
  return map.publications.filter(({ registry }) => registry === id);
}

/** What the registry's own rule makes of it. */
function byRule({ id, title, capabilities }: Registry): Judgement {
  if (id === 'go') return notApplicable(id, 'the module proxy has no accounts');
  const open = openQuestions[id];
  if (open !== undefined) return unknown(id, open.reason, open.settles);
  const everyone = capabilities['authentication.3.mfa-all'];
  if (everyone.offers === 'yes') return pass(id, `${title} demands it of every publisher, by the registry's own rule`);
  if (everyone.offers === 'no')
    return notApplicable(id, `${title} demands it of no package's publishers: a limit of the registry`);
  return unknown(
    id,
    [`it is not established that ${title} demands it of every publisher`, everyone.note ?? '']
      .filter(Boolean)
      .join('; '),
    `Ask the owners on ${title}, and declare \`registry-two-factor\` in \`.github/mintmark.yml\`.`,
  );
}

/** Registries whose rule leaves it to the project or to another. */
const openQuestions: Partial<Record<RegistryId, { readonly reason: string; readonly settles: string }>> = {
  npm: {
    reason: 'npm shows to maintainers only whether a package may be published without a second factor',
    settles:
      'Look under Publishing access in the settings of each package on npmjs.com, and declare `registry-two-factor` in `.github/mintmark.yml`.',
  },
  'crates.io': {
    reason: 'people sign in to crates.io with GitHub, so it is for GitHub to demand it',
    settles:
      'Settings → Authentication security of the organization on GitHub shows whether it requires two-factor authentication; for owners outside of it, declare `registry-two-factor` in `.github/mintmark.yml`.',
  },
  ghcr: {
    reason: 'people sign in to the container registry with GitHub, so it is for GitHub to demand it',
    settles:
      'Settings → Authentication security of the organization on GitHub shows whether it requires two-factor authentication.',
  },
};

/** The newest version's demand is in force, whatever the gemspec of the next one says. */
function ofGems(evidence: Evidence): readonly Judgement[] {
  const manifests = new Map(
    publicationsOf('rubygems', evidence)
      .flatMap((publication) => publication.manifests)
      .map((manifest) => [manifest.path, manifest]),
  );
  const gems = ownPackages('rubygems', evidence);
  const described = [...manifests.values()];
  const others = gems.filter((gem) => !described.some(({ name }) => isSamePackage(gem, name)));
  if (described.length + others.length === 0)
    return [
      unknown(
        'rubygems',
        'files do not tell which gemspec is published',
        'The page of the gem on rubygems.org says whether new versions require a second factor.',
      ),
    ];
  return [
    ...described.map(({ path, name }) => {
      const gem = gems.find((each) => isSamePackage(each, name));
      const ofFile = ofGem(path, name, evidence);
      return gem === undefined ? ofFile : byNewest(gem, ofFile);
    }),
    ...others.map((gem) => byNewest(gem, unseenGem(gem))),
  ];
}

/** What the gemspec says of it (`ofFile`) stands where the registry does not tell, and where it is put right there. */
function byNewest({ name, history }: PackageEvidence, ofFile: Judgement): Judgement {
  const isDemanded = history.state === 'seen' ? history.value.settings.twoFactorRequired : null;
  if (isDemanded === null) return ofFile;
  const newest = history.state === 'seen' ? codeWords(history.value.newest ?? '') : '';
  const version = newest === '' ? 'the newest version' : `the newest version, ${newest},`;
  if (isDemanded) return pass('rubygems', `${version} of ${codeWords(name)} demands it of every owner`);
  if (ofFile.verdict === 'fail') return ofFile;
  return fail('rubygems', {
    reason: `${version} of ${codeWords(name)} does not demand it of the owners`,
    at: [],
    key: ['newest', name],
    severity: 'low',
    remediation: {
      steps: [
        'See that every owner of the gem has a second factor: from now on owners without one cannot push.',
        `Release a version whose specification holds \`spec.metadata['${mfaKey}'] = 'true'\`: the demand holds for it and all later ones.`,
      ],
      links: [guide],
    },
  });
}

function unseenGem({ name, history }: PackageEvidence): Judgement {
  return unknown(
    'rubygems',
    `RubyGems.org does not tell whether ${codeWords(name)} demands it`,
    `Look at ${history.source}.`,
  );
}

function ofGem(path: string, name: string, evidence: Evidence): Judgement {
  const { files } = evidence;
  const reading = files.read(path);
  if (reading.state !== 'seen')
    return unknown('rubygems', `${codeWords(path)} could not be read`, `Look into ${codeWords(path)}.`);
  const { mfaRequired, line } = readGemspec(reading.value);
  if (mfaRequired === true)
    return pass('rubygems', `${codeWords(path)} demands it of every owner of ${codeWords(name)}`);
  if (mfaRequired === null && reading.value.includes(mfaKey))
    return unknown(
      'rubygems',
      `${codeWords(path)} computes whether it demands it`,
      `Look at \`${mfaKey}\` in ${codeWords(path)}.`,
    );
  const byOidc = publicationsOf('rubygems', evidence).every(({ auth }) => auth === 'trusted-publishing');
  const fix = gemspecFix(path, reading.value, byOidc);
  return fail('rubygems', {
    reason: `${codeWords(path)} does not ask RubyGems.org to demand a second factor of the owners of ${codeWords(name)}`,
    at: [{ path, line, endLine: line }],
    key: [path],
    severity: 'low',
    remediation: {
      steps: [
        'See that every owner of the gem has a second factor: from now on owners without one cannot push.',
        `In ${codeWords(path)}, add to the specification: \`spec.metadata['${mfaKey}'] = 'true'\``,
        'Release a version: the demand holds for it and all later ones.',
      ],
      links: [guide],
      ...(fix === null ? {} : { fix }),
    },
  });
}

const guide = 'https://guides.rubygems.org/setting-up-multifactor-authentication/';
