import { codeWords, urlPath } from '../registries/plain.ts';
import { responses } from '../registries/responses.ts';
import { commands, shell } from '../registries/shell-command.ts';
import type { ResponseStep } from '../types/incident-pack.ts';
import type { IncidentScene } from './incident-pack.ts';

/** What to do, in the order to do it: the registry's own steps among those that are the same everywhere. */
export function responseSteps(scene: IncidentScene): readonly ResponseStep[] {
  const all = [...registrySteps(scene), ...gitHubSteps(scene)];
  return order.flatMap((kind) => all.filter((step) => step.kind === kind));
}

const order: readonly ResponseStep['kind'][] = ['preserve', 'contain', 'revoke', 'rotate', 'report', 'tell'];

/** Without commands where a name is none that the registry could have: a client may take it for an address or a range. */
function registrySteps({
  evidence: { registry, name },
  isName,
  history,
  row,
  release,
  before,
  repository,
}: IncidentScene) {
  // Of another line it would lead people to an older major version than they have
  const isWayBack = history.newest === row.version && before?.row.line === row.line;
  const steps =
    responses[registry]?.steps({
      package: name,
      release: row.version,
      before: isWayBack ? before.row.version : null,
      files: release?.files.map((file) => file.name) ?? [],
      repository,
    }) ?? [];
  const versions = [row.version, ...(before === null ? [] : [before.row.version])];
  const isSafe = isName(name) && versions.every((version) => isVersion(version));
  return isSafe ? steps : steps.map((step) => ({ ...step, commands: [], says: `${step.says} ${byHand}` }));
}

const byHand =
  'No command is written out for it: the name or the version holds characters that could mean something else.';

function isVersion(version: string): boolean {
  return /^[\w][\w.+!~-]{0,199}$/.test(version);
}

function gitHubSteps(scene: IncidentScene): readonly ResponseStep[] {
  const { repository, row } = scene;
  const home = urlPath(repository, 2);
  const pages = (path: string): readonly string[] => (home === null ? [] : [`https://github.com/${home}/${path}`]);
  const run = /^\d{1,20}$/.test(row.joins.run.value ?? '') ? row.joins.run.value : null;
  const workflows = workflowsOf(scene);
  const secrets = secretsOf(scene);
  return [
    {
      kind: 'preserve',
      says:
        run === null
          ? 'Keep what GitHub knows of the time around the publication, before it is deleted: runs, tags, and the audit log of the organization.'
          : 'Keep the workflow run that it is said to come from, with its log: whoever may write to the repository may delete it.',
      commands: commands(
        run === null
          ? shell`gh run list --repo ${repository} --limit 100 --json databaseId,event,headSha,workflowName,createdAt,conclusion > github-runs.json`
          : shell`gh api ${`repos/${repository}/actions/runs/${run}`} > github-run.json`,
        run === null ? null : shell`gh run view ${run} --repo ${repository} --log > github-run.log`,
      ),
      links: pages('activity'),
    },
    ...(workflows.length === 0
      ? []
      : [
          {
            kind: 'contain' as const,
            says: 'Stop the workflows that publish until it is clear that they were not the way. It can be undone with `gh workflow enable`.',
            commands: commands(...workflows.map((file) => shell`gh workflow disable ${file} --repo ${repository}`)),
            links: pages('actions'),
          },
        ]),
    {
      kind: 'rotate',
      says:
        secrets.length === 0
          ? 'Take every secret that a workflow of the repository can read for known to others: replace each where it was made, then here, those of environments and of the organization as well.'
          : `Delete the secrets that reach a publishing step (${secrets.map(codeWords).join(', ')}), and replace them only where they are still needed. Then take every other secret that the same workflows can read for known to others, those of environments and of the organization as well.`,
      commands: commands(
        shell`gh secret list --repo ${repository}`,
        ...secrets.map((name) => shell`gh secret delete ${name} --repo ${repository}`),
      ),
      links: pages('settings/secrets/actions'),
    },
    {
      kind: 'tell',
      says: 'Tell those who may have installed it, once it is off the registry: which version, from when to when, what it does, what to look for, and what to rotate. Publishing an advisory makes scanners warn, too. Name what you do not know.',
      commands: [],
      links: pages('security/advisories'),
    },
    {
      kind: 'tell',
      says: 'Then publish a clean release with a higher version from a commit that you have looked at, with credentials that are new.',
      commands: [],
      links: [],
    },
  ];
}

/** What is named at most: beyond it people look by themselves. */
const most = 10;

function ofPackage({ publications, evidence: { registry, name } }: IncidentScene) {
  return publications.filter(
    (each) => each.registry === registry && (each.packages.length === 0 || each.packages.includes(name)),
  );
}

function workflowsOf(scene: IncidentScene): readonly string[] {
  const paths = ofPackage(scene).flatMap(({ workflow }) => workflow ?? []);
  return [...new Set(paths.map((path) => path.split('/').at(-1) ?? path))].slice(0, most);
}

/** `NPM_TOKEN` of `secrets.NPM_TOKEN`. */
function secretsOf(scene: IncidentScene): readonly string[] {
  const sources = ofPackage(scene).flatMap(({ credentials }) => credentials.map(({ source }) => source));
  const names = sources.flatMap((source) => /\bsecrets\.(\w{1,100})\b/.exec(source)?.[1] ?? []);
  return [...new Set(names)].filter((name) => name.toUpperCase() !== 'GITHUB_TOKEN').slice(0, most);
}
