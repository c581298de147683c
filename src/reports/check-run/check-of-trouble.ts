import type { CheckOutput } from '../../types/check-output.ts';
import { code, prose } from '../markdown/escape.ts';
import { actions } from './actions.ts';

/** What can keep us from an answer, with what there is to say of it. Times are milliseconds since the epoch. */
export interface Troubles {
  'rate-limit': { readonly until: number };
  outage: { readonly until: number };
  /** `permission`: as GitHub names it, `contents:read`; `hides`: what could not be read without it. */
  'missing-permission': { readonly permission: string; readonly hides: string };
  /** `newer`: the commit that is looked at instead. */
  superseded: { readonly newer: string };
  /** The commit cannot be read any more: force-pushed away, or in a fork that is gone. */
  'commit-gone': { readonly commit: string };
  archived: Readonly<Record<string, never>>;
  /** `what`: what is too large, in our own words. */
  'too-large': { readonly what: string };
  /** A mistake of ours. `reference`: what to name when reporting it. */
  error: { readonly commit?: string; readonly reference?: string };
}

/** We have no answer, for a reason that is not the maintainer's: neutral, with the reason and what happens next. */
export function checkOfTrouble<Kind extends keyof Troubles>(kind: Kind, details: Troubles[Kind]): CheckOutput {
  const { title, reason, next } = words[kind](details);
  return {
    conclusion: 'neutral',
    title,
    summary: `${reason}\n\n**Next step:** ${next}\n\nNothing is said about the publishing of this repository.`,
    text: null,
    annotations: [],
    actions,
  };
}

interface TroubleWords {
  readonly title: string;
  readonly reason: string;
  readonly next: string;
}

const words: { readonly [Kind in keyof Troubles]: (details: Troubles[Kind]) => TroubleWords } = {
  'rate-limit': ({ until }) => ({
    title: 'Not looked at yet: GitHub limits how much may be asked',
    reason: 'GitHub lets an app ask only so much in an hour, and this hour is used up.',
    next: `none: Mintmark looks again by itself after ${timeOf(until)}.`,
  }),
  outage: ({ until }) => ({
    title: 'Not looked at yet: GitHub did not answer',
    reason: 'GitHub did not answer, or not in time.',
    next: `none: Mintmark looks again by itself after ${timeOf(until)}.`,
  }),
  'missing-permission': ({ permission, hides }) => ({
    title: 'Not looked at: a permission is missing',
    reason: `Without the permission ${code(permission)}, this cannot be read: ${prose(hides)}.`,
    next: 'an owner of the organization accepts the permission under Settings → GitHub Apps; Mintmark then looks again by itself.',
  }),
  superseded: ({ newer }) => ({
    title: 'Not looked at: there is a newer commit',
    reason: `A newer commit took the place of this one before it was looked at: ${code(newer.slice(0, 12))}.`,
    next: 'see the check of the newer commit; the button Re-run looks at this one all the same.',
  }),
  'commit-gone': ({ commit }) => ({
    title: 'Not looked at: the commit cannot be read',
    reason: `GitHub does not show ${code(commit.slice(0, 12))} any more; it was replaced, or the fork that held it is gone.`,
    next: 'none, unless the commit is pushed again; Mintmark then looks at it by itself.',
  }),
  archived: () => ({
    title: 'Not looked at: the repository is archived',
    reason: 'An archived repository can only be read, so nothing could be put right.',
    next: 'none: Mintmark looks again when the repository is no longer archived.',
  }),
  'too-large': ({ what }) => ({
    title: 'Not looked at: too large',
    reason: `There is more than Mintmark reads: ${prose(what)}.`,
    next: 'run mintmark audit in a checkout, which reads more.',
  }),
  error: ({ commit, reference }) => ({
    title: 'Not looked at: a mistake of Mintmark itself',
    reason: `Mintmark failed over ${commit === undefined ? 'this commit' : code(commit.slice(0, 12))}, again and again. The fault is its own, and nothing of the repository is wrong for it.${reference === undefined ? '' : ` Reference: ${code(reference)}.`}`,
    next: 'press Re-run; where that does not help, report it to whoever runs this app.',
  }),
};

/** `2026-11-22 20:15 UTC`. */
function timeOf(milliseconds: number): string {
  const time = new Date(milliseconds);
  return Number.isNaN(time.getTime()) ? 'a while' : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
