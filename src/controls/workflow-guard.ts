import type { Location } from '../types/place.ts';
import type { Workflow } from '../workflows/model.ts';
import { ownersOf, readCodeOwners } from './code-owners.ts';
import type { Control, Evidence, Judgement } from './control.ts';
import { publishingJobs } from './control-of.ts';
import { documentation } from './documentation.ts';
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

  judge(evidence) {
    const workflows = publishingJobs(evidence.map.publications).flatMap(({ site }) => [
      site.workflow,
      ...site.callers.flat().map(({ workflow }) => workflow),
    ]);
    if (workflows.length === 0) return [notApplicable(null, 'no workflow here publishes a package')];
    return [...new Set(workflows)].map((workflow) => guarded(workflow, evidence));
  },
};

function guarded(workflow: Workflow, { files, settings }: Evidence): Judgement {
  const { path } = workflow;
  const { reviewedPaths } = settings;
  const reviewed = reviewedPaths.state === 'seen' && reviewedPaths.value.includes(path);
  if (reviewed) return pass(null, `a rule on GitHub asks for a review of changes to ${path}`);
  const codeOwners = readCodeOwners(files);
  const rule = codeOwners === null ? null : ownersOf(path, codeOwners.rules);
  if (rule === null || rule.owners.length === 0)
    return fail(null, {
      reason:
        codeOwners === null
          ? `nobody owns ${path}: the repository has no CODEOWNERS file`
          : `nobody owns ${path}: ${rule === null ? 'no line' : `line ${rule.line}`} of ${codeOwners.path} names an owner for it`,
      at: [rule === null || codeOwners === null ? wholeFile(path) : lineOf(codeOwners.path, rule.line)],
      key: [path],
      remediation: {
        steps: [
          `Add as the last line of ${codeOwners?.path ?? '.github/CODEOWNERS'}: /.github/ and behind it the people or the team that answer for releases (@user, or @organization/team).`,
          ...ruleSteps,
        ],
        links: [documentation.codeOwners, documentation.rulesets],
      },
    });
  if (reviewedPaths.state === 'unreadable')
    return unreadable(
      null,
      `${path} has owners (${codeOwners?.path}); whether their review is required`,
      reviewedPaths,
    );
  return fail(null, {
    reason: `${path} has owners, but no rule on GitHub requires their review`,
    at: [lineOf(codeOwners?.path ?? path, rule.line)],
    key: [path],
    remediation: { steps: ruleSteps, links: [documentation.rulesets, documentation.codeOwners] },
  });
}

const ruleSteps: readonly string[] = [
  'On GitHub, open Settings, Rules, Rulesets, and make or open a branch ruleset for the default branch.',
  'Turn on Require a pull request before merging and, in it, Require review from Code Owners. Keep the bypass list empty.',
];

function wholeFile(path: string): Location {
  return { path, line: 1, endLine: 1 };
}

function lineOf(path: string, line: number): Location {
  return { path, line, endLine: line };
}
