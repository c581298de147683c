import { z } from 'zod';
import { githubIssuer, type Identity } from './certificate-identity.ts';
import { predicateTypes, type Statement } from './statement.ts';

/** One thing that the job wrote into the predicate and that the certificate knows better. */
interface Said {
  readonly what: string;
  readonly said: string | undefined;
  readonly certified: string | null;
}

/**
 * Where the predicate of a build contradicts the certificate, in words; null where this kind of predicate tells nothing
 * of the build. The job writes the predicate, so a compromised job can write anything; GitHub vouches for the certificate.
 */
export function contradictions(statement: Statement, identity: Identity): readonly string[] | null {
  const said = readers.get(statement.predicateType)?.(statement.predicate, identity);
  if (said === undefined) return null;
  if (said === null) return ['the predicate does not have the shape of SLSA provenance'];
  return said
    .filter((each) => each.said !== undefined && each.certified !== null && each.said !== each.certified)
    .map((each) => `the predicate says ${each.what} ${each.said}, the certificate says ${each.certified}`);
}

type Reader = (predicate: unknown, identity: Identity) => readonly Said[] | null;

const text = z.string().optional();

const slsa1 = z.looseObject({
  buildDefinition: z.looseObject({
    externalParameters: z.looseObject({
      workflow: z.looseObject({ repository: text, ref: text, path: text }).optional(),
    }),
    internalParameters: z
      .looseObject({ github: z.looseObject({ event_name: text, repository_id: text }).optional() })
      .optional(),
    resolvedDependencies: z
      .array(z.looseObject({ uri: text, digest: z.looseObject({ gitCommit: text }).optional() }))
      .optional(),
  }),
  runDetails: z.looseObject({ metadata: z.looseObject({ invocationId: text }).optional() }).optional(),
});

const slsa02 = z.looseObject({
  invocation: z.looseObject({
    configSource: z.looseObject({
      uri: text,
      digest: z.looseObject({ sha1: text }).optional(),
      entryPoint: text,
    }),
    environment: z
      .looseObject({
        GITHUB_EVENT_NAME: text,
        GITHUB_REF: text,
        GITHUB_REPOSITORY: text,
        GITHUB_REPOSITORY_ID: text,
        GITHUB_SHA: text,
      })
      .optional(),
  }),
});

const ofSlsa1: Reader = (predicate, identity) => {
  const { data } = slsa1.safeParse(predicate);
  if (data === undefined) return null;
  const { externalParameters, internalParameters, resolvedDependencies = [] } = data.buildDefinition;
  const { workflow } = externalParameters;
  const github = internalParameters?.github;
  const [source] = resolvedDependencies;
  return [
    { what: 'the repository is', said: workflow?.repository, certified: identity.repositoryUrl },
    { what: 'the workflow is', said: workflow?.path, certified: identity.workflow },
    { what: "the workflow's ref is", said: workflow?.ref, certified: identity.workflowRef },
    { what: 'the trigger is', said: github?.event_name, certified: identity.trigger },
    { what: "the repository's id is", said: github?.repository_id, certified: identity.repositoryId },
    { what: 'the source is', said: withoutRef(source?.uri), certified: sourceOf(identity) },
    { what: 'the commit is', said: source?.digest?.gitCommit, certified: identity.commit },
    { what: 'the run is', said: data.runDetails?.metadata?.invocationId, certified: identity.runUrl },
  ];
};

const ofSlsa02: Reader = (predicate, identity) => {
  const { data } = slsa02.safeParse(predicate);
  if (data === undefined) return null;
  const { configSource, environment } = data.invocation;
  const repository = environment?.GITHUB_REPOSITORY;
  // Elsewhere the entry point is the name of a job, of which no certificate tells.
  const entryPoint = identity.issuer === githubIssuer ? configSource.entryPoint : undefined;
  return [
    { what: 'the source is', said: withoutRef(configSource.uri), certified: sourceOf(identity) },
    { what: 'the commit is', said: configSource.digest?.sha1, certified: identity.commit },
    { what: 'the workflow is', said: entryPoint, certified: identity.workflow },
    {
      what: 'the repository is',
      said: repository === undefined ? undefined : `https://github.com/${repository}`,
      certified: identity.repositoryUrl,
    },
    { what: "the repository's id is", said: environment?.GITHUB_REPOSITORY_ID, certified: identity.repositoryId },
    { what: 'the ref is', said: environment?.GITHUB_REF, certified: identity.ref },
    { what: 'the built commit is', said: environment?.GITHUB_SHA, certified: identity.commit },
    { what: 'the trigger is', said: environment?.GITHUB_EVENT_NAME, certified: identity.trigger },
  ];
};

/** By predicate type, which is the attacker's to choose: a map, as an object would know `constructor`. */
const readers: ReadonlyMap<string, Reader> = new Map([
  [predicateTypes.slsa1, ofSlsa1],
  [predicateTypes.slsa02, ofSlsa02],
]);

function sourceOf({ repositoryUrl }: Identity): string | null {
  return repositoryUrl === null ? null : `git+${repositoryUrl}`;
}

/** `git+https://github.com/octo/demo` of `git+https://github.com/octo/demo@refs/heads/main`. */
function withoutRef(uri: string | undefined): string | undefined {
  const at = uri?.indexOf('@refs/') ?? -1;
  return at < 0 ? uri : uri?.slice(0, at);
}
