import { codeWords } from '../registries/plain.ts';
import { codeRunBefore, uploadable } from './build-commands.ts';
import type { Evidence, Judgement } from './control.ts';
import { jobControlOf, type PublishingJob, publishingJobs } from './control-of.ts';
import { credentialInReach } from './credential-reach.ts';
import { documentation } from './documentation.ts';
import { fileName, jobName, listedCode } from './job-words.ts';
import { fail, pass, unknown } from './judgements.ts';
import { withoutScripts } from './publish-install-fix.ts';
import { moveIdToken, namedPermissions } from './publish-permissions-fix.ts';
import { splitFix } from './publish-split-fix.ts';

/** Does the publishing job, and no other, hold what publishing needs? */
export const publishPermissions = jobControlOf({
  id: 'publish-permissions',
  title: 'Only the publishing job may publish',
  asks: 'Is id-token: write given to the publishing job alone, nothing given wholesale, and building kept apart from publishing?',
  principles: ['authorization.2.rbac'],
  severity: 'medium',
  why: 'Every step of a job can ask for the OIDC token and reads the variables of the job. Where other jobs may do so too, or a build with its hundreds of dependencies runs in the same job, any of them can publish in your name.',
  evidence: ['files'],

  judge(publishing, evidence) {
    const { about, site } = publishing;
    const failures = [...wholesale(publishing), ...shared(publishing, evidence), ...builds(publishing, evidence)];
    if (failures.length > 0) return failures;
    if (site.permissions === null)
      return unknown(
        about,
        `no permissions are set for ${jobName(site)}: what its token may do is the default of the repository`,
        'Look at Settings, Actions, General, Workflow permissions; or add `permissions:` to the job, which settles it in the file.',
      );
    return pass(about, `${jobName(site)} holds the permissions it names, and no other job shares them`);
  },
});

/** `write-all`, by the block that is in force. */
function wholesale(publishing: PublishingJob): readonly Judgement[] {
  const { about, site } = publishing;
  const block = site.job.permissions ?? site.workflow.permissions;
  if (block?.all !== 'write-all') return [];
  return [
    fail(about, {
      reason: `${jobName(site)} has \`write-all\`: its token may change everything in the repository`,
      at: [block.at],
      key: [site.workflow.path, site.job.id, 'write-all'],
      remediation: {
        steps: [
          `Name what ${jobName(site)} needs, and nothing else: \`permissions:\` with \`contents: read\`, and \`id-token: write\` where it publishes with OIDC.`,
          'Add `contents: write` only where it makes releases or pushes, `packages: write` only where it pushes to GitHub Packages.',
        ],
        links: [documentation.permissions],
        fix: namedPermissions(publishing),
      },
    }),
  ];
}

/** `id-token: write` for the whole workflow, and jobs that take it over although they publish nothing. */
function shared({ site }: PublishingJob, { map }: Evidence): readonly Judgement[] {
  const { workflow } = site;
  const scope = workflow.permissions?.scopes.find((each) => each.scope === 'id-token' && each.level === 'write');
  if (scope === undefined) return [];
  const publishers = new Set(
    [...publishingJobs(map.publications).map((each) => each.site), ...map.elsewhere]
      .filter((each) => each.workflow === workflow)
      .map(({ job }) => job),
  );
  const inheriting = workflow.jobs.filter((job) => job.permissions === null);
  const others = inheriting.filter((job) => !publishers.has(job)).map(({ id }) => id);
  if (others.length === 0) return [];
  const own = inheriting.filter((job) => publishers.has(job));
  const names = listedCode([...publishers].map(({ id }) => id));
  return [
    fail(null, {
      reason: `\`id-token: write\` is given to all of ${fileName(workflow.path)}, so ${listedCode(others)} can ask for the token that publishes, as ${names} can`,
      at: [scope.at],
      key: [workflow.path, 'id-token'],
      remediation: {
        steps: [
          `Move \`id-token: write\` from the top of ${fileName(workflow.path)} into \`permissions:\` of ${names}. A \`permissions:\` block of a job replaces the one of the workflow, so name there all that the job needs.`,
          'Give it as well to other jobs that sign in somewhere or attest, and to those only.',
        ],
        links: [documentation.permissions],
        ...(own.length > 0 ? { fix: moveIdToken(workflow, own) } : {}),
      },
    }),
  ];
}

/** Dependencies' code in the job that can publish. */
function builds(publishing: PublishingJob, evidence: Evidence): readonly Judgement[] {
  const { about, site, publications } = publishing;
  const { files } = evidence;
  const concerned = publications.filter(({ registry }) => uploadable.has(registry));
  const held = credentialInReach({ about, site, publications: concerned }, files);
  if (held === null) return [];
  const steps = new Set(publications.flatMap((publication) => publication.site.step ?? []));
  const code = codeRunBefore(site.trail, steps);
  if (code.length === 0) return [];
  const commands = listedCode([...new Set(code.map(({ text }) => text))], 3);
  const fix = (held === 'id-token' ? splitFix(publishing, evidence) : null) ?? withoutScripts(code, files);
  const reach =
    held === 'id-token' ? 'ask for the token that publishes' : `read ${codeWords(`secrets.${held.secret}`)}`;
  return [
    fail(about, {
      reason: `${jobName(site)} also builds (${commands}), so that everything that takes part in the build can ${reach}`,
      at: code.map(({ at }) => at),
      key: [site.workflow.path, site.job.id, 'build'],
      severity: 'low',
      remediation: {
        steps: [
          `Build and test in a job without ${held === 'id-token' ? '`id-token: write`' : 'the credential'}, and keep the packed files there as an artifact (\`actions/upload-artifact\`).`,
          `Let the job ${codeWords(site.job.id)} wait for it (\`needs:\`), fetch the artifact and publish it, and nothing else: no install, no build, no test.`,
        ],
        links: [documentation.secureUse, documentation.artifacts],
        ...(fix === null ? {} : { fix }),
      },
    }),
  ];
}
