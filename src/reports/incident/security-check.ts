import type { CheckOutput } from '../../types/check-output.ts';
import { code } from '../markdown/escape.ts';

/** `told`: something stands in private; `untold`: there was no private way to tell it; `settled`: nothing stands any more. */
export type SecurityState = 'told' | 'untold' | 'settled';

/**
 * What everybody may read beside a commit: that there is something, never what. It is `neutral`, not `action_required` or
 * a failure: those stop merges where checks are required, and so the very change that puts things right, and anybody
 * could block a repository by publishing something odd. It is never left in progress, which would look like our trouble.
 *
 * @param policy path of the repository's security policy, null where it has none
 */
export function securityCheck(state: SecurityState, policy: string | null): CheckOutput {
  const { title, says } = words[state];
  const contact = policy === null ? 'its maintainers' : `the contact that ${code(policy)} names`;
  return {
    conclusion: state === 'settled' ? 'success' : 'neutral',
    title,
    summary: says.replace('{contact}', () => contact),
    text: null,
    annotations: [],
    actions: [],
  };
}

const words: Readonly<Record<SecurityState, { readonly title: string; readonly says: string }>> = {
  told: {
    title: 'See your security contact',
    says: 'Those who keep the security of this repository have been told something in private. For everybody else: see {contact}.',
  },
  untold: {
    title: 'See your security contact',
    says: 'There is something to tell those who keep the security of this repository, and Mintmark has no private way to do it. Whoever administers the repository: give the app the permission `repository_advisories: write`, or name a private repository of the same owner as `incidents.repository` in `.github/mintmark.yml`. For everybody else: see {contact}.',
  },
  settled: {
    title: 'Nothing is open',
    says: 'What those who keep the security of this repository were told in private is settled.',
  },
};
