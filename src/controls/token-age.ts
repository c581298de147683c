import { codeWords } from '../registries/plain.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Evidence, Judgement } from './control.ts';
import { type SitedPublication, workflowControlOf } from './control-of.ts';
import { fail, notApplicable, pass, unknown, unreadable } from './judgements.ts';
import { toolWords } from './publishing-tool.ts';
import { secretOfJob } from './stored-secrets.ts';

/** Is a stored token that publishes renewed from time to time? */
export const tokenAge = workflowControlOf({
  id: 'token-age',
  title: 'A token that has to stay is renewed',
  asks: 'Was each stored token that publishes set within the last 180 days?',
  principles: ['authorization.1.scoped-tokens'],
  severity: 'low',
  why: 'A token is copied more often than anybody remembers: to a laptop, a log, a fork, a former member. Nobody notices until it is used. A token that is replaced twice a year makes all of these copies worthless, and shows that somebody still knows how.',
  evidence: ['files', 'github'],
  settings: ['environments', 'repositorySecrets', 'organisationSecrets'],

  judge(publication, evidence) {
    const longLived = publication.credentials.filter(({ kind }) => kind === 'long-lived');
    const names = [...new Set(longLived.flatMap(({ secret }) => secret ?? []))];
    if (names.length > 0) return names.map((name) => ofSecret(name, publication, evidence));
    if (publication.auth === 'unknown' && publication.credentials.every(({ kind }) => kind === 'unknown'))
      return unknown(
        publication,
        `files do not tell which secret ${toolWords(publication)} signs in with`,
        'Settings → Secrets and variables → Actions shows when each secret was last set.',
      );
    return notApplicable(publication, `no stored secret reaches ${toolWords(publication)}`);
  },
});

/** Days after which a token is old. */
const mostDays = 180;

function ofSecret(name: string, publication: SitedPublication, evidence: Evidence): Judgement {
  const { environment, site } = publication;
  const secret = codeWords(`secrets.${name}`);
  if (environment?.includes('${{') === true)
    return unknown(
      publication,
      `the environment that may hold ${secret} is computed when it runs: ${codeWords(environment)}`,
      'Settings → Environments shows when each secret was last set.',
    );
  const found = secretOfJob(name, environment, evidence.settings);
  if (found === null)
    return notApplicable(
      publication,
      `GitHub stores no secret ${codeWords(name)}: nothing reaches ${toolWords(publication)} by it`,
    );
  if ('state' in found) return unreadable(publication, `when ${secret} was last set`, found);
  const day = found.updatedAt.slice(0, 10);
  const age = (Date.parse(evidence.today) - Date.parse(day)) / 86_400_000;
  if (Number.isNaN(age))
    return unknown(
      publication,
      `GitHub gives no date for ${secret}`,
      'Settings → Secrets and variables → Actions shows when each secret was last set.',
    );
  const what = `${secret} of ${found.of} was last set on ${day}`;
  if (age <= mostDays) return pass(publication, what);
  const registry = evidence.registryOf(publication.registry);
  const remedy = registry.remedies.narrowToken(bindingValuesOf([publication], evidence.subject));
  return fail(publication, {
    reason: `${what}, more than ${mostDays} days ago`,
    at: [site.at],
    key: [found.of, name],
    remediation: {
      steps: [
        ...(registry.remedies.trustedPublishing === null
          ? []
          : [
              `Better than a new token is none: ${registry.title} offers trusted publishing (see the control \`trusted-publishing\`). Where the token has to stay, renew it:`,
            ]),
        ...remedy.steps,
      ],
      links: remedy.links,
    },
  });
}
