import type { PublishSite, TrailEntry } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import { jobControlOf } from './control-of.ts';
import { documentation } from './documentation.ts';
import { jobName } from './job-words.ts';
import { fail, notApplicable, pass, unknown } from './judgements.ts';
import { actionOf, inputOf, type LocatedStep, stepsOf } from './located-steps.ts';
import { isIdle, pushes } from './pushing-tools.ts';

/** Does the checkout leave its credential behind in the publishing job? */
export const publishCheckout = jobControlOf({
  id: 'publish-checkout',
  title: 'The checkout leaves no credential behind',
  asks: 'Does the checkout of the publishing job leave its token on the disk although nothing pushes afterwards?',
  principles: ['authorization.1.scoped-tokens'],
  severity: 'low',
  why: 'actions/checkout leaves the token of the job on the disk unless it is told not to. Everything that runs afterwards can read it there, and it can end up in an artifact or in the package itself.',
  evidence: ['files'],

  judge({ about, site }, evidence) {
    const name = jobName(site);
    const steps = stepsOf(site, evidence);
    const checkouts = steps.filter(({ step }) => actionOf(step)?.name === 'actions/checkout');
    if (checkouts.length === 0) return notApplicable(about, `${name} checks nothing out`);
    const leaving = checkouts.filter(
      ({ step }) => inputOf(step, 'persist-credentials')?.trim().toLowerCase() !== 'false',
    );
    const [first] = leaving;
    if (first === undefined) return pass(about, `the checkouts of ${name} leave no credential behind`);
    const later = site.trail.filter((entry) => entry.step.index >= first.top.index && !isCheckout(entry));
    const pusher = later.find(pushes);
    if (pusher !== undefined)
      return pass(
        about,
        `${name} needs the credential of the checkout (${codeWords(pusher.text.split('\n')[0]?.slice(0, 60) ?? '')})`,
      );
    const token = leaving.find(({ step }) => ownToken(step));
    const isSafe = later.every(isIdle) && isSeen(site, first.top.index);
    if (token !== undefined && !isSafe)
      return unknown(
        about,
        `${name} hands the checkout a token of its own, and what it runs afterwards may need it to push`,
        'Look whether a script of the job pushes. Where none does, add `persist-credentials: false` to the checkout.',
      );
    return fail(about, {
      reason:
        token === undefined
          ? `the checkout in ${name} leaves the token of the job on the disk, and nothing is seen to push with it`
          : `the checkout in ${name} leaves ${tokenWords(token.step)} on the disk, and nothing is seen to push with it`,
      at: leaving.map(({ step }) => step.uses?.key ?? step.at),
      key: [site.workflow.path, site.job.id],
      ...(token === undefined ? {} : { severity: 'medium' }),
      remediation: {
        steps: [
          'Add `persist-credentials: false` under `with:` of the checkout.',
          'Where a later step does push or fetch from a private repository, hand the token to that step alone.',
        ],
        links: [documentation.checkout],
        fix: {
          safety: isSafe ? 'safe' : 'needs-thought',
          title: `Let the checkout in ${name} keep no credential`,
          edits: leaving.map(({ path, address }) => ({
            kind: 'set',
            path,
            at: [...address, 'with', 'persist-credentials'],
            value: false,
          })),
        },
      },
    });
  },
});

function isCheckout({ kind, words }: TrailEntry): boolean {
  return kind === 'action' && words[0] === 'actions/checkout';
}

/** Whether all that the steps from this one on run was read, also the scripts that a package manager starts. */
function isSeen({ job, trail }: PublishSite, from: number): boolean {
  return job.steps
    .filter(({ index, run }) => index >= from && run !== null)
    .every((step) => {
      const entries = trail.filter((entry) => entry.step === step);
      const startsScript = entries.some(({ words }) => words[1] === 'run');
      return entries.length > 0 && (!startsScript || entries.some(({ at }) => at.path !== step.at.path));
    });
}

function tokenWords(step: LocatedStep['step']): string {
  const token = inputOf(step, 'token');
  return token === null ? 'its SSH key' : codeWords(token);
}

/** A token other than the job's own, or a key. */
function ownToken(step: LocatedStep['step']): boolean {
  const token = inputOf(step, 'token') ?? '';
  return inputOf(step, 'ssh-key') !== null || (token !== '' && !/github\.token|GITHUB_TOKEN/i.test(token));
}
