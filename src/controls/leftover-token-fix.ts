import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Evidence, Fix } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { secretsIn } from './handovers.ts';
import { newerTools } from './publish-tooling.ts';
import { isSameName } from './stored-secrets.ts';
import { stepsBefore } from './trusted-publishing-fix.ts';
import { withdrawnSecret } from './withdrawn-secret.ts';
import { textsOf } from './workflow-texts.ts';

/**
 * The edit that takes a token away from every step of a job that publishes with OIDC already, or tries it first; null
 * where more than the job hands it on. `isShown`: the registry shows that the releases came by trusted publishing.
 */
export function leftoverTokenFix(
  publication: SitedPublication,
  secret: string | null,
  {
    registry,
    isShown,
    evidence,
  }: { readonly registry: Registry; readonly isShown: boolean; readonly evidence: Evidence },
): Fix | null {
  if (secret === null) return null;
  const { path } = publication.site.workflow;
  const { job } = publication.site;
  const publications = evidence.map.publications.filter(
    (other): other is SitedPublication =>
      other.site?.workflow.path === path &&
      other.site.job.id === job.id &&
      other.credentials.some((each) => each.secret === secret),
  );
  const parts = publications.flatMap((other) => [
    withdrawnSecret(other.site, secret),
    newerTools({ ...other, auth: 'trusted-publishing' }, evidence),
  ]);
  if (parts.includes(null) || isReadElsewhere(publication, secret, evidence)) return null;
  const edits = parts.flatMap((each) => each ?? []);
  return {
    safety: 'needs-thought',
    title: `Publish to ${registry.title} without ${codeWords(`secrets.${secret}`)} in ${codeWords(job.id)}`,
    ...(isShown ? {} : { first: firstOf(publication, registry, evidence) }),
    edits: [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()],
  };
}

/** Without the token, a release that does not go out by OIDC does not go out at all. */
function firstOf(publication: SitedPublication, registry: Registry, evidence: Evidence): readonly string[] {
  const { packages } = bindingValuesOf([publication], evidence.subject);
  const what = packages.length === 1 && packages[0] !== undefined ? codeWords(packages[0]) : 'each package';
  return [
    `See on ${registry.title} that the last release of ${what} came by trusted publishing. Where it did, nothing else is to be done first.`,
    ...stepsBefore([publication], registry, evidence),
  ];
}

/** What else reads the secret would keep it alive without a release that needs it: that is for a person to look at. */
function isReadElsewhere({ registry, site }: SitedPublication, secret: string, { map }: Evidence): boolean {
  const isNeededStill = map.publications.some(
    (other) => other.registry === registry && other.auth === 'token' && other.site?.job !== site.job,
  );
  const others = map.workflows.flatMap(textsOf).filter(({ job }) => job !== site.job);
  return !isNeededStill && others.some(({ text }) => secretsIn(text).some((name) => isSameName(name, secret)));
}
