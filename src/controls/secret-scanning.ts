import type { Control } from './control.ts';
import { documentation } from './documentation.ts';
import { fail, notApplicable, pass, unknown, unreadable } from './judgements.ts';

/** Are secret scanning and push protection on? */
export const secretScanning: Control = {
  id: 'secret-scanning',
  title: 'Committed credentials are noticed, and stopped before they arrive',
  asks: 'Are secret scanning and push protection on?',
  principles: ['authorization.3.secret-scanning'],
  severity: 'medium',
  why: 'A token that was committed by mistake is found by strangers within minutes. Push protection refuses the push that holds one; secret scanning finds what is already there and tells the registry, which revokes its own tokens where it takes part.',
  evidence: ['github'],
  settings: ['secretScanning'],

  judge({ map, settings: { secretScanning: observed } }) {
    if (map.publications.length === 0) return [notApplicable(null, 'no package is published from here')];
    if (observed.state === 'unreadable') return [unreadable(null, 'whether secret scanning is on', observed)];
    if (observed.state === 'absent')
      return [
        unknown(
          null,
          'GitHub shows no setting for secret scanning here; a private repository has one only with GitHub Secret Protection',
          'Look whether Settings → Advanced Security offers Secret Protection.',
        ),
      ];
    const { scanning, pushProtection } = observed.value;
    if (scanning && pushProtection) return [pass(null, 'secret scanning and push protection are on')];
    return [
      fail(null, {
        reason: scanning
          ? 'push protection is off, so a credential is noticed only after it was pushed'
          : pushProtection
            ? 'secret scanning is off, so nobody is told of a credential that was committed'
            : 'secret scanning and push protection are off, so nobody is told of a credential that was committed',
        at: [],
        key: ['settings'],
        remediation: {
          steps: [
            'On GitHub, open Settings → Advanced Security → Secret Protection, and enable what is off: Secret Protection (secret scanning) first, then Push protection. Public repositories have both for free; a private one of an organization needs a license of GitHub Secret Protection.',
            'Look at Security → Secret scanning: revoke what it finds, at the place that issued it. To delete the file is not enough.',
          ],
          links: [documentation.secretScanning, documentation.pushProtection],
        },
      }),
    ];
  },
};
