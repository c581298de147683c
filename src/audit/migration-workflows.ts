import { comparedClaims, refusesEvent } from '../controls/binding-claims.ts';
import { holdingOf } from '../controls/binding-values.ts';
import type { Evidence, Judgement } from '../controls/control.ts';
import type { SitedPublication } from '../controls/control-of.ts';
import { fileName, jobName, listed, listedCode, sourceWords } from '../controls/job-words.ts';
import { triesOidcFirst } from '../controls/oidc-first.ts';
import { publishRunner } from '../controls/publish-runner.ts';
import { publishTooling } from '../controls/publish-tooling.ts';
import { oidcOf, toolWords } from '../controls/publishing-tool.ts';
import type { Policy } from '../policy/policy.ts';
import { codeWords } from '../registries/plain.ts';
import type { Move, Registry } from '../registries/registry.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';

/** What workflows lack before a registry can take their releases without a token, as things to do. */
export function missingIn(
  publications: readonly SitedPublication[],
  registry: Registry,
  evidence: Evidence,
  policy: Policy,
): readonly string[] {
  const each = publications.flatMap((publication) => lacks.flatMap((lack) => lack(publication, registry) ?? []));
  const tools = toolVersions(publications, evidence, policy).filter(({ verdict }) => verdict === 'fail');
  const runners = publishRunner.judge(asTrusted(publications, evidence), policy).filter(isRefused);
  return distinct([...each, ...[...tools, ...runners].flatMap(({ remediation }) => remediation?.steps ?? [])]);
}

/** A tool of which files do not tell whether it is new enough; null where they do of all. */
export function unsureTool(
  publications: readonly SitedPublication[],
  evidence: Evidence,
  policy: Policy,
): { readonly reason: string; readonly settles: string } | null {
  const unsure = toolVersions(publications, evidence, policy).find(({ verdict }) => verdict === 'unknown');
  return unsure === undefined ? null : { reason: unsure.reason, settles: unsure.settles ?? '' };
}

/** How the one release is made that shows whether the registry takes it. */
export function firstReleaseTasks(
  publications: readonly SitedPublication[],
  registry: Registry,
  move: Move,
  { files }: Evidence,
): readonly string[] {
  return distinct([
    ...publications.flatMap((publication) => switchTasks(publication, registry, move, files)),
    'Publish one release; a prerelease will do.',
    ...(publications.every((publication) => triesOidcFirst(publication, files))
      ? []
      : [
          'If it is refused, nothing was published: compare the form of step 2 letter by letter, or put the line back that you took away, and publish again.',
        ]),
  ]);
}

/** ``the step `npm publish` of the job `publish` of `release.yml` publishes with `secrets.NPM_TOKEN` ``; null where OIDC may have come before. */
export function tokenWords(publications: readonly SitedPublication[], files: RepositoryFiles): string | null {
  const first = publications.find(({ auth }) => auth === 'token');
  const isSure = publications.every((each) => each.auth === 'token' && !(each.idToken && triesOidcFirst(each, files)));
  return first === undefined || !isSure
    ? null
    : `${toolWords(first)} in ${jobName(first.site)} ${isGuess(first) ? 'can publish' : 'publishes'} with ${tokensOf([first])}`;
}

/** `secrets.NPM_TOKEN`, as code; `the token` where it has no name. */
export function tokensOf(publications: readonly SitedPublication[]): string {
  const sources = publications.flatMap(({ credentials }) =>
    credentials
      .filter(({ kind }) => kind === 'long-lived' || kind === 'vault')
      .map(({ source }) => sourceWords(source)),
  );
  if (sources.length === 0) return 'the token';
  return publications.some(isGuess) && sources.length > 1
    ? `the token of the registry (one of ${listed(distinct(sources))})`
    : listed(distinct(sources));
}

/** What an undescribed tool is handed may be for something else. */
function isGuess({ confidence }: SitedPublication): boolean {
  return confidence === 'low';
}

type Lack = (publication: SitedPublication, registry: Registry) => string | null;

const lacks: readonly Lack[] = [
  (publication, registry) =>
    publication.auth !== 'trusted-publishing' && oidcOf(publication, registry) === 'never'
      ? `Publish with another tool in ${jobName(publication.site)}: ${toolWords(publication)} cannot use OIDC. Let it build and pack, if you like to keep it.`
      : null,

  ({ idToken, site }) =>
    idToken
      ? null
      : `Add \`id-token: write\` to \`permissions:\` of ${jobName(site)}${site.callers.length > 0 ? ', and of the jobs that call its workflow' : ''}. A \`permissions:\` block of a job replaces the one of the workflow: name there all that the job needs (\`contents: read\` for the checkout).`,

  ({ registry, site }, { title }) => {
    return site.events.length > 0 && site.events.every((event) => refusesEvent(registry, event))
      ? `Start ${jobName(site)} by a tag (\`push\`), a published release or \`workflow_dispatch\`: ${title} takes no token from ${listedCode(site.events)}.`
      : null;
  },

  ({ registry, site }, { title }) => {
    const isCalled = !site.workflow.triggers.some(({ event }) => event !== 'workflow_call');
    if (comparedClaims[registry]?.called.here !== 'unsupported' || site.callers.length === 0 || !isCalled) return null;
    const starters = distinct(site.callers.flatMap(([first]) => first?.workflow.path ?? []).map(fileName));
    return `Move the upload from ${fileName(site.workflow.path)} into a job of ${listed(starters)}: ${title} does not support reusable workflows here. Building may stay where it is; hand the files over as an artifact.`;
  },

  ({ registry, site }, { title }) =>
    comparedClaims[registry]?.called.elsewhere === 'refused' && holdingOf(site) !== site.workflow.path
      ? `Publish from a step of ${jobName(site)} itself: ${title} takes no token from a reusable workflow of another repository.`
      : null,
];

function toolVersions(publications: readonly SitedPublication[], evidence: Evidence, policy: Policy) {
  // attestations can wait
  return publishTooling.judge(asTrusted(publications, evidence), policy).filter(({ severity }) => severity !== 'low');
}

/** The publications as they will be judged once no token is handed to them. */
function asTrusted(publications: readonly SitedPublication[], evidence: Evidence): Evidence {
  const moved = publications.map((publication) => ({ ...publication, auth: 'trusted-publishing' as const }));
  return { ...evidence, map: { ...evidence.map, publications: moved } };
}

/** A runner from which the registry takes nothing, and not only one that is better left. */
function isRefused({ verdict, severity }: Judgement): boolean {
  return verdict === 'fail' && severity === 'high';
}

function switchTasks(
  publication: SitedPublication,
  registry: Registry,
  move: Move,
  files: RepositoryFiles,
): readonly string[] {
  const { auth, site } = publication;
  const tool = `${toolWords(publication)} in ${jobName(site)}`;
  if (auth !== 'token') return [];
  const token = tokensOf([publication]);
  if (triesOidcFirst(publication, files))
    return [
      `Release as ever, with the token still in its place: ${tool} tries trusted publishing first and falls back to ${token}, so that this release cannot get stuck.`,
    ];
  const oidc = oidcOf(publication, registry);
  const minting = oidc === 'minted' ? move.minting : null;
  return [
    ...(oidc === null
      ? [`See in the documentation of ${toolWords(publication)} how it publishes with OIDC: Mintmark does not know it.`]
      : []),
    ...(minting === null ? [] : [`For ${tool}: ${minting.slice(0, 1).toLowerCase()}${minting.slice(1)}`]),
    `Take ${token} away from ${tool}, which would go on using it. Leave the secret itself stored: to put the line back is the way back.`,
  ];
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** The names of the secrets that hold the tokens of these publications. */
export function secretsOf(publications: readonly SitedPublication[]): string | null {
  const names = distinct(publications.flatMap(({ credentials }) => credentials.flatMap(({ secret }) => secret ?? [])));
  return names.length === 0 || (names.length > 1 && publications.some(isGuess))
    ? null
    : listed(names.toSorted().map(codeWords));
}
