import type { Control } from './control.ts';
import { documentation } from './documentation.ts';
import { fail, notApplicable, pass, unreadable } from './judgements.ts';

/** Does the organization require two-factor authentication? */
export const twoFactor: Control = {
  id: 'two-factor',
  title: 'The organization requires two-factor authentication',
  asks: 'Does the organization that owns the repository require two-factor authentication of its members?',
  principles: ['authentication.1.mfa', 'authentication.3.mfa-all'],
  severity: 'high',
  why: 'Where releases come from a workflow, an account on GitHub is worth as much as one on the registry. A single member without a second factor is one guessed or leaked password away from pushing in the name of all the others.',
  evidence: ['github'],
  settings: ['twoFactor'],

  judge({ map, settings: { twoFactor: observed } }) {
    if (map.publications.length === 0) return [notApplicable(null, 'no package is published from here')];
    if (observed.state === 'unreadable')
      return [unreadable(null, 'whether the organization requires two-factor authentication', observed)];
    if (observed.state === 'absent')
      return [notApplicable(null, 'the repository belongs to a person, not to an organization')];
    if (observed.value) return [pass(null, 'the organization requires two-factor authentication of its members')];
    return [
      fail(null, {
        reason: 'the organization lets in members without two-factor authentication',
        at: [],
        key: ['organization'],
        remediation: {
          steps: [
            "Tell those whom it concerns first: the organization's page People can be filtered for members without two-factor authentication. Accounts that machines use need a second factor, too.",
            "As an owner, open the organization's Settings → Authentication security, select Require two-factor authentication for everyone and save.",
            'Select there, too, that only secure methods count, once everybody has an app, a passkey or a security key in place of text messages.',
          ],
          links: [documentation.requireTwoFactor],
        },
      }),
    ];
  },
};
