import { codeWords } from '../registries/plain.ts';
import { compareSeverity, type Severity } from '../types/severity.ts';
import { type Reference, referencesOf } from '../types/values.ts';
import { evaluateText, expressionsIn, nothingKnown } from '../workflows/expressions/index.ts';
import type { Entry, Text } from '../workflows/model.ts';
import type { Evidence, Judgement } from './control.ts';
import { jobControlOf } from './control-of.ts';
import { documentation } from './documentation.ts';
import { callersOf } from './head-references.ts';
import { type Injection, injectionFix } from './injection-fix.ts';
import { jobName, listedCode } from './job-words.ts';
import { fail, pass, unknown } from './judgements.ts';
import { actionOf, type LocatedStep, stepsOf, type WorkflowJob } from './located-steps.ts';
import { publishPath } from './publish-path.ts';
import { isChosenInside, outsiderSeverity } from './untrusted-contexts.ts';

/** Does an expression that somebody else controls land in a script on the way to a release? */
export const publishInjection = jobControlOf({
  id: 'publish-injection',
  title: 'No foreign text becomes part of a script',
  asks: 'Does an expression whose text somebody else chooses land in a script on the way to a release?',
  principles: ['authorization.3.oidc'],
  severity: 'critical',
  why: 'GitHub puts the text of an expression into a script before any shell reads it, so that a title, the name of a branch or of a tag can hold commands. In a job that publishes, or that hands its results to one, these commands run beside the credential.',
  evidence: ['files'],

  judge({ about, site }, evidence) {
    const failures = publishPath(site).flatMap((within) =>
      stepsOf(within, evidence).flatMap((located) => {
        const found = injectionsIn(located, within, site.events, evidence);
        return found.length === 0 ? [] : [injected(located, within, found, evidence)];
      }),
    );
    if (failures.length === 0 && site.job.uses !== null)
      return unknown(
        about,
        `the scripts of ${jobName(site)} stand in a reusable workflow of another repository`,
        `Look at the scripts of ${codeWords(site.job.uses.value.value)}.`,
      );
    return failures.length > 0
      ? failures
      : pass(about, `no foreign text lands in a script on the way to ${jobName(site)}`);
  },
});

/** What lands in the script of a step, each expression once for every place of it. */
function injectionsIn(
  located: LocatedStep,
  within: WorkflowJob,
  events: readonly string[],
  evidence: Evidence,
): readonly Injection[] {
  const script = scriptOf(located);
  if (script === null) return [];
  let offset = 0;
  return expressionsIn(script.value).flatMap((piece): readonly Injection[] => {
    const start = offset;
    offset += piece.kind === 'text' ? piece.text.length : piece.source.length;
    if (piece.kind === 'text') return [];
    const references = flowingInto(piece.source, located, within, evidence);
    const graded = references.flatMap((reference) => {
      const severity = outsiderSeverity(reference, events) ?? (isChosenInside(reference) ? 'low' : null);
      return severity === null ? [] : [{ severity, reference }];
    });
    const [gravest] = graded.toSorted((a, b) => compareSeverity(a.severity, b.severity));
    return gravest === undefined ? [] : [{ ...gravest, source: piece.source, offset: start }];
  });
}

/** A script, or the one that actions/github-script is handed. */
function scriptOf({ step }: LocatedStep): Text | null {
  if (step.run !== null) return step.run.value;
  if (actionOf(step)?.name !== 'actions/github-script') return null;
  return step.with.find(({ name }) => name.toLowerCase() === 'script')?.value ?? null;
}

const deepest = 6;

/** What flows into a text, variables and inputs followed to where they are set. */
function flowingInto(
  text: string,
  located: LocatedStep | null,
  within: WorkflowJob,
  evidence: Evidence,
  depth = 0,
): readonly Reference[] {
  if (depth > deepest || !text.includes('${{')) return [];
  return referencesOf(evaluateText(text, nothingKnown)).flatMap((reference): readonly Reference[] => {
    const [name = ''] = reference.path;
    const follow = (value: string, step: LocatedStep | null, job: WorkflowJob) =>
      flowingInto(value, step, job, evidence, depth + 1);
    if (reference.context === 'env') {
      const layers = [located?.step.env, located?.user?.step.env, within.job.env, within.workflow.env];
      const value = layers.map((entries) => given(entries ?? [], name)).find((each) => each !== undefined);
      return value === undefined ? [] : follow(value, located, within);
    }
    if (reference.context === 'github' && name === 'event' && reference.path[1] === 'inputs')
      return isFreeInput(reference.path[2] ?? '', within) ? [reference] : [];
    if (reference.context !== 'inputs') return [reference];
    const user = located?.user ?? null;
    if (user !== null) return follow(given(user.step.with, name) ?? '', user, within);
    const handed = callersOf(within.workflow, evidence).flatMap((caller) =>
      follow(given(caller.job.with, name) ?? '', null, caller),
    );
    return handed.length > 0 || !isFreeInput(name, within) ? handed : [reference];
  });
}

function given(entries: readonly Entry[], name: string): string | undefined {
  return entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase())?.value.value;
}

/** Whether a person can type any text into an input. */
function isFreeInput(name: string, { workflow }: WorkflowJob): boolean {
  const inputs = [...workflow.dispatchInputs, ...workflow.callInputs].filter(
    (input) => input.name.toLowerCase() === name.toLowerCase(),
  );
  return inputs.length === 0 || inputs.some(({ type }) => type === null || type === 'string');
}

function injected(
  located: LocatedStep,
  within: WorkflowJob,
  injections: readonly Injection[],
  evidence: Evidence,
): Judgement {
  const { step, path } = located;
  const script = scriptOf(located);
  const severity = injections.map((each) => each.severity).toSorted(compareSeverity)[0] ?? 'low';
  const gravest = injections.filter((each) => each.severity === severity);
  const names = [...new Set(gravest.map(({ reference }) => [reference.context, ...reference.path].join('.')))];
  const label = step.name?.value ?? step.id ?? script?.value.trim().split('\n')[0]?.slice(0, 60) ?? '';
  const fix = injectionFix(located, injections, evidence.files);
  const isScriptAction = step.run === null;
  return fail(null, {
    reason: `${listedCode(names)} ${names.length > 1 ? 'become' : 'becomes'} part of a script of ${jobName(within)}, and ${whose(severity)}`,
    at: injections.map(({ source, offset }) => {
      const text = script?.value.slice(0, offset) ?? '';
      const line = (script?.at.line ?? step.at.line) + text.split('\n').length - 1;
      return { path, line, endLine: line + source.split('\n').length - 1 };
    }),
    key: [path, within.job.id, label, ...names.toSorted()],
    severity: severity satisfies Severity,
    remediation: {
      steps: isScriptAction
        ? [
            'Hand the text over as a variable: `env:` of the step with the expression as its value.',
            'Read it in the script as `process.env.NAME`.',
          ]
        : [
            'Hand the text over as a variable: `env:` of the step with the expression as its value.',
            'Read it in the script as `"$NAME"`, with the quotes; in PowerShell as `$env:NAME`.',
          ],
      links: [documentation.scriptInjections, documentation.secureUse],
      ...(fix === null ? {} : { fix }),
    },
  });
}

function whose(severity: Severity): string {
  if (severity === 'critical') return 'anybody can choose its text';
  if (severity === 'high') return 'its text comes from commits that others have written';
  if (severity === 'medium') return 'the author of a pull request chooses its text';
  return 'its text is not fixed: who pushes tags, starts runs or feeds an earlier step can choose it';
}
