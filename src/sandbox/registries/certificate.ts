import { type Build, runUrlOf } from './builds.ts';

/** What Fulcio writes into the certificate of a run. */
export interface CertificateRequest {
  /** The subject's alternative name. */
  readonly subject: string;
  readonly extensions: { oid: string; value: string; legacy?: boolean }[];
}

const fulcio = '1.3.6.1.4.1.57264.1';

/** The certificate of a run as Fulcio makes it of the identity token: 1 to 6 are bare text, 8 and up DER strings. */
export function certificateOf(build: Build): CertificateRequest {
  const { issuer, home, workflowUri, runner } = providers[build.provider] ?? github;
  const repository = `${home}/${build.repository}`;
  const [owner = ''] = build.repository.split('/');
  const workflow = workflowUri(build);
  const early = (arc: number, value: string) => ({ oid: `${fulcio}.${arc}`, value, legacy: true });
  const current = (arc: number, value: string) => ({ oid: `${fulcio}.${arc}`, value });
  return {
    subject: workflow,
    extensions: [
      early(1, issuer),
      early(2, build.event),
      early(3, build.commit),
      early(4, build.workflow),
      early(5, build.repository),
      early(6, build.ref),
      current(8, issuer),
      current(9, workflow),
      current(10, build.commit),
      current(11, runner ?? build.runner),
      current(12, repository),
      current(13, build.commit),
      current(14, build.ref),
      current(15, String(build.repositoryId)),
      current(16, `${home}/${owner}`),
      current(17, String(build.ownerId)),
      current(18, workflow),
      current(19, build.commit),
      current(20, build.event),
      current(21, runUrlOf(build)),
      current(22, build.visibility),
    ],
  };
}

interface Provider {
  readonly issuer: string;
  readonly home: string;
  readonly workflowUri: (build: Build) => string;
  /** What its certificates call the runner, where that is not for the build to say. */
  readonly runner?: string;
}

const github: Provider = {
  issuer: 'https://token.actions.githubusercontent.com',
  home: 'https://github.com',
  workflowUri: ({ repository, workflow, ref }) => `https://github.com/${repository}/${workflow}@${ref}`,
};

const providers: Readonly<Record<string, Provider>> = {
  github,
  gitlab: {
    issuer: 'https://gitlab.com',
    home: 'https://gitlab.com',
    workflowUri: ({ repository, workflow, ref }) => `https://gitlab.com/${repository}//${workflow}@${ref}`,
    runner: 'gitlab-hosted',
  },
};
