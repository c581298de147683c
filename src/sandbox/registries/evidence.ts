import { type Algorithm, digestOf } from './artifact.ts';
import { type Build, runUrlOf } from './builds.ts';
import { certificateOf } from './certificate.ts';
import type { Shop } from './shop.ts';
import type { MockSigstore } from './sigstore.ts';
import type { StockFile } from './stock.ts';

/** Signed statements about files. Each is signed when it is first asked for, at the time when the file was taken. */
export interface Evidence {
  /** SLSA provenance, as npm's client writes it in the run. */
  provenance(file: StockFile, build: Build, subject: Subject): Promise<unknown>;
  /** PyPI's statement of publication, which names the file and nothing else. */
  publication(file: StockFile, build: Build): Promise<unknown>;
  /** A signature of the file itself. */
  signature(file: StockFile, build: Build): Promise<unknown>;
  /** Bundles that GitHub keeps for a file by its SHA-256. */
  keptByGitHub(sha256: string): Promise<readonly unknown[]>;
}

export interface Subject {
  readonly name: string;
  readonly algorithm: Algorithm;
}

/** Services that keep no bundles themselves: GitHub keeps those of their files. */
const servicesOfGitHub = ['crates.io', 'packagist', 'nuget', 'pub.dev', 'hex', 'go'];

export function evidenceOf(shop: Shop, sigstore: () => Promise<MockSigstore>): Evidence {
  const signed = new WeakMap<StockFile, Map<string, Promise<unknown>>>();
  const once = (file: StockFile, kind: string, make: () => Promise<unknown>): Promise<unknown> => {
    const kinds = signed.get(file) ?? new Map<string, Promise<unknown>>();
    signed.set(file, kinds);
    const made = kinds.get(kind) ?? make();
    kinds.set(kind, made);
    return made;
  };
  const signedAt = ({ takenAt }: StockFile): Date => new Date(takenAt - secondsBeforeUpload * 1000);

  const provenance = (file: StockFile, build: Build, { name, algorithm }: Subject, form: '0.2' | '0.3') =>
    once(file, `provenance of ${name}`, async () => {
      const subject = [{ name, digest: { [algorithm]: digestOf(await file.bytes(), algorithm) } }];
      const statement = { ...inToto(subject, 'https://slsa.dev/provenance/v1'), predicate: slsa(build) };
      return (await sigstore()).signStatement(statement, certificateOf(build), signedAt(file), form);
    });

  return {
    provenance: (file, build, subject) => provenance(file, build, subject, '0.2'),
    publication: (file, build) =>
      once(file, 'publication', async () => {
        const subject = [{ name: file.name, digest: { sha256: digestOf(await file.bytes(), 'sha256') } }];
        const statement = { ...inToto(subject, 'https://docs.pypi.org/attestations/publish/v1'), predicate: null };
        return (await sigstore()).signStatement(statement, certificateOf(build), signedAt(file), '0.3');
      }),
    signature: (file, build) =>
      once(file, 'signature', async () =>
        (await sigstore()).signFile(await file.bytes(), certificateOf(build), signedAt(file)),
      ),
    keptByGitHub: async (sha256) => {
      const files = servicesOfGitHub
        .flatMap((service) => shop.all(service))
        .flatMap(({ releases }) => releases)
        .flatMap((release) => release.files.filter(({ isAttested }) => isAttested));
      const found: unknown[] = [];
      for (const file of files) {
        const build = file.build();
        if (build?.provider !== 'github' || digestOf(await file.bytes(), 'sha256') !== sha256) continue;
        found.push(await provenance(file, build, { name: file.name, algorithm: 'sha256' }, '0.3'));
      }
      return found;
    },
  };
}

/** A client signs, and then uploads. */
const secondsBeforeUpload = 5;

function inToto(subject: readonly unknown[], predicateType: string) {
  return { _type: 'https://in-toto.io/Statement/v1', subject, predicateType };
}

function slsa(build: Build): unknown {
  const home = build.provider === 'gitlab' ? 'https://gitlab.com' : 'https://github.com';
  const repository = `${home}/${build.repository}`;
  // GitLab's runner describes its jobs in other words, which say less.
  const onGitHub = build.provider === 'github';
  return {
    buildDefinition: {
      buildType: `${onGitHub ? 'https://slsa-framework.github.io/github-actions-buildtypes' : home}/workflow/v1`,
      externalParameters: onGitHub
        ? { workflow: { ref: build.ref, repository, path: build.workflow } }
        : { source: repository },
      ...(onGitHub
        ? {
            internalParameters: {
              github: {
                event_name: build.event,
                repository_id: String(build.repositoryId),
                repository_owner_id: String(build.ownerId),
              },
            },
          }
        : {}),
      resolvedDependencies: [{ uri: `git+${repository}@${build.ref}`, digest: { gitCommit: build.commit } }],
    },
    runDetails: {
      builder: { id: onGitHub ? `https://github.com/actions/runner/${build.runner}` : `${home}/runner` },
      metadata: { invocationId: runUrlOf(build) },
    },
  };
}
