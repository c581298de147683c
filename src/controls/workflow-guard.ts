import { codeWords } from '../registries/plain.ts';
import type { Location } from '../types/place.ts';
import type { Workflow } from '../workflows/model.ts';
import { type CodeOwners, ownersOf, readCodeOwners } from './code-owners.ts';
import type { Control, Judgement } from './control.ts';
import { publishingJobs } from './control-of.ts';
import { type DefaultBranchRules, defaultBranchRules } from './default-branch.ts';
import { documentation } from './documentation.ts';
import { listedCode } from './job-words.ts';
import { fail, notApplicable, pass, unreadable } from './judgements.ts';

/** Do changes to the publishing workflow need a review? */
export const workflowGuard: Control = {
  id: 'workflow-guard',
  title: 'Changes to the publishing workflow are reviewed',
  asks: 'Does somebody who answers for releases have to approve a change to the workflow that publishes?',
  principles: ['authorization.2.rbac'],
  severity: 'medium',
  why: 'The registry trusts the workflow by its file name, whatever stands in it. Whoever may change the file without a second pair of eyes can publish anything under your name.',
  evidence: ['files', 'github'],
  settings: ['rulesets', 'branchProtection', 'defaultBranch'],

  judge({ map, files, settings }) {
    const workflows = publishingJobs(map.publications).flatMap(({ site }) => [
      site.workflow,
      ...site.callers.flat().map(({ workflow }) => workflow),
    ]);
    if (workflows.length === 0) return [notApplicable(null, 'no workflow here publishes a package')];
    const codeOwners = readCodeOwners(files);
    const rules = defaultBranchRules(settings);
    return [...new Set(workflows)].map((workflow) => guarded(workflow, codeOwners, rules));
  },
};

function guarded({ path }: Workflow, codeOwners: CodeOwners | null, rules: DefaultBranchRules): Judgement {
  const { branch, hidden } = rules;
  const line = codeOwners === null ? null : ownersOf(path, codeOwners.rules);
  if (codeOwners === null || line === null || line.owners.length === 0)
    return fail(null, {
      reason: `nobody owns ${codeWords(path)}: ${missingOwner(codeOwners, line?.line ?? null)}${anybodyWords(rules)}`,
      at: [line === null || codeOwners === null ? wholeFile(path) : lineOf(codeOwners.path, line.line)],
      key: [path],
      ...(rules.approvals > 0 ? { severity: 'low' } : {}),
      remediation: {
        steps: [
          `Add as the last line of ${codeWords(codeOwners?.path ?? '.github/CODEOWNERS')}: \`/.github/\` and behind it the people or the team that answer for releases (\`@user\`, or \`@organization/team\`).`,
          ...ruleSteps(branch),
        ],
        links: [documentation.codeOwners, documentation.rulesets],
      },
    });
  if (rules.codeOwnerReview)
    return pass(
      null,
      `a change to ${codeWords(path)} on ${branch} needs the approval of ${listedCode(line.owners)}${rules.bypass}`,
    );
  if (hidden !== null)
    return unreadable(
      null,
      `${codeWords(path)} has owners (${codeWords(codeOwners.path)}); whether their review is required`,
      hidden,
    );
  return fail(null, {
    reason: `${codeWords(path)} has owners, but no rule on GitHub requires their review${anybodyWords(rules)}`,
    at: [lineOf(codeOwners.path, line.line)],
    key: [path],
    ...(rules.approvals > 0 ? { severity: 'low' } : {}),
    remediation: { steps: ruleSteps(branch), links: [documentation.rulesets, documentation.codeOwners] },
  });
}

function missingOwner(codeOwners: CodeOwners | null, line: number | null): string {
  if (codeOwners === null) return 'the repository has no `CODEOWNERS` file';
  return `${line === null ? 'no line' : `line ${line}`} of ${codeWords(codeOwners.path)} names an owner for it`;
}

/** Some approval is better than none, but anybody who may write can give it. */
function anybodyWords({ approvals, branch }: DefaultBranchRules): string {
  return approvals === 0 ? '' : `; ${branch} asks for an approval, which anybody who may write can give`;
}

function ruleSteps(branch: string): readonly string[] {
  return [
    `On GitHub, open Settings → Rules → Rulesets, and make or open a branch ruleset that is Active and targets ${branch} (Include default branch).`,
    'Turn on Require a pull request before merging and, in it, Require review from Code Owners. Keep the bypass list empty.',
  ];
}

function wholeFile(path: string): Location {
  return { path, line: 1, endLine: 1 };
}

function lineOf(path: string, line: number): Location {
  return { path, line, endLine: line };
}
