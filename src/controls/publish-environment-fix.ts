import type { Publication, PublishSite } from '../publishing/publication.ts';
import { codeWords } from '../registries/plain.ts';
import type { Evidence, Fix } from './control.ts';
import { publishingJobs } from './control-of.ts';
import { jobName } from './job-words.ts';
import { releaseEnvironments } from './release-environments.ts';

/** The edit that lets a job wait for an environment, which has to be there before: GitHub makes it without any rule. */
export function environmentFix(site: PublishSite, { map }: Pick<Evidence, 'map'>): Fix {
  const job = publishingJobs(map.publications).find((each) => each.site.job === site.job);
  const publications = job?.publications ?? [];
  const name = environmentNameOf(publications);
  return {
    safety: 'needs-thought',
    title: `Let ${jobName(site)} wait for the environment ${codeWords(name)}`,
    first: [...protectSteps(name), ...storedSecrets(publications).map((secret) => keepSecret(secret, name))],
    edits: [{ kind: 'set', path: site.workflow.path, at: ['jobs', site.job.id, 'environment'], value: name }],
  };
}

/** What the environment is to be called: the usual name of the first registry. */
export function environmentNameOf([first]: readonly Publication[]): string {
  return first === undefined ? 'release' : releaseEnvironments[first.registry];
}

/** Names of the secrets that publish, without the job's own token. */
export function storedSecrets(publications: readonly Publication[]): readonly string[] {
  const names = publications.flatMap(({ credentials }) =>
    credentials.flatMap(({ secret }) => (secret === null || secret.toUpperCase() === 'GITHUB_TOKEN' ? [] : [secret])),
  );
  return [...new Set(names)];
}

function keepSecret(secret: string, environment: string): string {
  return `If the token has to stay, store ${codeWords(secret)} as a secret of the environment ${codeWords(environment)}. Keep the one of the repository until a release has worked, then delete it.`;
}

/** How an environment comes to be a door. */
export function protectSteps(name: string): readonly string[] {
  return [
    `On GitHub, open Settings, then Environments, and make or open the environment ${codeWords(name)}.`,
    'Add required reviewers and turn on Prevent self-review; or, where nobody else can review, choose Selected branches and tags under Deployment branches and tags and enter the branch or the tags that releases come from.',
    'Turn off Allow administrators to bypass configured protection rules.',
  ];
}
