import { auditRepository } from '../../src/audit/audit.ts';
import { observePackages } from '../../src/audit/observe-packages.ts';
import { observeReleaseFacts } from '../../src/github/observe-release-facts.ts';
import { type HttpOptions, openHttp } from '../../src/http/index.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readTrust, type Trust } from '../../src/provenance/index.ts';
import type { PublicationMap } from '../../src/publishing/publication.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { expandStory, type Story } from '../../src/sandbox/stories/index.ts';
import type { Report } from '../../src/types/report.ts';
import { sandboxClient } from '../github/sandbox-client.ts';
import { localGitHub } from '../sandbox/local-github.ts';

/** A story at its end, with its local GitHub and registries, to be audited as often as a test wants. */
export interface AskedStory {
  readonly sandbox: Sandbox;
  /** Asks registries and GitHub, and judges; with registries unasked where `http` is null. */
  audit(http: Partial<HttpOptions> | null, trust?: Trust): Promise<Audited>;
}

export interface Audited {
  readonly report: Report;
  readonly evidence: readonly PackageEvidence[];
  /** `control registry` of everything that passes. */
  readonly passes: ReadonlySet<string>;
}

export async function askedStory(story: Story): Promise<AskedStory> {
  const scenario = expandStory(story);
  const github = await localGitHub(scenario);
  const { sandbox } = github;
  const client = await sandboxClient(github);
  const [owner = '', name = ''] = story.repository.split('/');
  const { id, defaultBranch, visibility } = sandbox.repository(owner, name);
  const repository = { id, owner, name, defaultBranch, visibility, formerNames: [] };
  const files = memoryFiles(filesOf(scenario));
  const own = readTrust('the sandbox', await sandbox.registries.trustedRoot());
  if (own.state === 'unreadable') throw new Error(own.reason);
  const now = Date.parse(story.watch.until);

  return {
    sandbox,
    async audit(options, trust = own.trust) {
      let evidence: readonly PackageEvidence[] = [];
      const askRegistries = async (map: PublicationMap) => {
        const http = openHttp({
          keeper: null,
          bases: sandbox.registries.bases,
          contact: 'tests@example.com',
          version: '0.0.0',
          spaced: false,
          retryAfter: 1,
          ...options,
        });
        evidence = await observePackages(
          { map, policy: defaultPolicy },
          {
            http,
            trust,
            github: (questions) => observeReleaseFacts(client, repository, questions),
            known: () => null,
            now,
          },
        );
        return evidence;
      };
      const report = await auditRepository({
        files,
        subject: { repository: story.repository, ref: `refs/heads/${defaultBranch}`, commit: null },
        policy: defaultPolicy,
        today: new Date(now).toISOString().slice(0, 10),
        ...(options === null ? {} : { askRegistries }),
      });
      const passing = report.controls.filter(({ verdict }) => verdict === 'pass');
      return {
        report,
        evidence,
        passes: new Set(passing.map(({ id: control, registry }) => `${control} ${registry}`)),
      };
    },
  };
}

/** What the default branch holds at the end. */
function filesOf({ organisations }: ReturnType<typeof expandStory>): Record<string, string> {
  const files: Record<string, string> = {};
  for (const commit of organisations[0]?.repositories[0]?.commits ?? [])
    for (const [path, content] of Object.entries(commit.files)) if (typeof content === 'string') files[path] = content;
  return files;
}
