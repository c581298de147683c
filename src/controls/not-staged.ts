import type { Policy } from '../policy/policy.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { Judgement, Remediation } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { fail } from './judgements.ts';
import { releaseWords } from './release-way.ts';
import { intentFor, type Trusted } from './released-by.ts';

/** Where the policy says that a person approves each release: did the newest one wait for it? Null where all is well. */
export function notStaged(
  publication: SitedPublication,
  trusted: readonly Trusted[],
  policy: Policy,
): Judgement | null {
  const remediation = staging[publication.registry];
  if (remediation === undefined) return null;
  const [first] = trusted.flatMap(({ about, way }) => {
    const [newest] = way.rows;
    const isMeant = intentFor(about.registry, about.name, policy) === 'staged';
    return isMeant && newest !== undefined && newest.rank !== 'staged' ? [{ name: about.name, newest }] : [];
  });
  if (first === undefined) return null;
  return fail(publication, {
    reason: `the policy declares staged releases, and ${releaseWords(first.newest)} came by trusted publishing with nobody's approval`,
    at: [],
    key: ['staged', first.name],
    severity: 'medium',
    remediation,
  });
}

/** How a registry that can is told to hold a release until a person approves it. */
const staging: { readonly [registry in RegistryId]?: Remediation } = {
  npm: {
    steps: [
      'Let the workflow run `npm stage publish` with npm 11.15.0 or newer, in place of `npm publish`.',
      'On npmjs.com, open the settings of the package, and let its trusted publisher stage releases only.',
      'Release a version, look at what is staged, and approve it with `npm stage approve`, which asks for a second factor.',
      'Check that the registry names who approved it. Where nobody is to approve releases, write `release: trusted` in `.github/mintmark.yml`.',
    ],
    links: ['https://docs.npmjs.com/staged-publishing', 'https://docs.npmjs.com/trusted-publishers'],
  },
};
