import type { PublishSite } from '../publishing/publication.ts';
import type { Job, Step } from '../workflows/model.ts';
import type { Edit, Evidence, Fix } from './control.ts';
import type { PublishingJob } from './control-of.ts';
import { jobName } from './job-words.ts';
import { actionOf, inputOf } from './located-steps.ts';
import { referenceOf } from './pinned-reference.ts';

/**
 * The edits that divide a job into one that builds and one that publishes what was built, under the old name, so that
 * nothing else that names it has to change. Null where the job is not a plain list of steps with the publishing one at
 * its end, or where more than files goes from the one to the other.
 */
export function splitFix(publishing: PublishingJob, evidence: Evidence): Fix | null {
  const { site, publications } = publishing;
  const { job, step } = site;
  const file = evidence.files.read(site.workflow.path);
  if (file.state !== 'seen' || step === null || !isPlainList(job) || !isLast(step, publishing)) return null;
  if (publications.length !== 1 || !isSelfContained(step, job)) return null;
  const lines = file.value.split('\n').map((line) => line.replace(/\r$/, ''));
  const layout = layoutOf(lines, job, step);
  const handing = handingOf(step, job, evidence);
  if (layout === null || handing === null) return null;
  const build = freeId(job, site);
  const head = headEdits(site, layout, build, lines);
  if (head === null) return null;
  const { path } = site.workflow;
  return {
    safety: 'needs-thought',
    title: `Build apart from ${jobName(site)}, which publishes`,
    edits: [
      ...head,
      ...(handing.edit === null ? [] : [{ ...handing.edit, path }]),
      { kind: 'insert', path, line: layout.cut, text: cutText({ job, layout, build, handing, evidence, lines }) },
    ],
  };
}

/** Without anything that would have to be copied or computed for both jobs. */
function isPlainList(job: Job): boolean {
  const { matrix, outputs, services, container, concurrency, uses, runsOn, environment, steps } = job;
  const isSimple =
    outputs.length + services.length === 0 && !/always\(|failure\(|cancelled\(/.test(job.if?.value ?? '');
  if (matrix !== null || container !== null || concurrency !== null || uses !== null || !isSimple) return false;
  if (runsOn.length !== 1 || runsOn[0]?.value.includes('${{') === true) return false;
  // secrets and variables of an environment are not handed out to a job that does not name it
  const texts = steps.slice(0, -1).flatMap((step) => [...step.with, ...step.env].map(({ value }) => value.value));
  const scripts = steps.slice(0, -1).flatMap((step) => step.run?.value.value ?? []);
  const takes = [...texts, ...scripts, ...job.env.map(({ value }) => value.value)];
  if (/\b(?:steps|needs|matrix)\./.test(environment?.name.value ?? '')) return false;
  if (environment !== null && takes.some((text) => /\b(?:secrets|vars)\b/.test(text))) return false;
  return !steps.slice(0, -1).some((each) => needsIdToken.test(actionOf(each)?.name ?? ''));
}

/** Actions that ask for an OIDC token themselves. */
const needsIdToken = /^(?:actions\/attest|sigstore\/|aws-actions\/|google-github-actions\/|azure\/login)/;

function isLast(step: Step, { site, publications }: PublishingJob): boolean {
  return site.job.steps.at(-1) === step && step.index > 0 && publications.every((each) => each.site.step === step);
}

/** Nothing that the steps before have computed. */
function isSelfContained({ if: condition, env, with: inputs, run }: Step, job: Job): boolean {
  const texts = [...inputs.map(({ value }) => value.value), run?.value.value ?? ''];
  return (
    condition === null &&
    env.length === 0 &&
    !job.env.some(({ name }) => texts.some((text) => text.includes(name))) &&
    !texts.some((text) => /\b(?:steps|needs|matrix|env|job)\./.test(text))
  );
}

interface Layout {
  /** Of the job's key, of its own keys, of the dashes of its steps. */
  readonly indentation: { readonly job: string; readonly key: string; readonly step: string };
  /** Between a dash and what follows. */
  readonly deeper: string;
  /** The line before which the new job begins. */
  readonly cut: number;
}

function layoutOf(lines: readonly string[], job: Job, step: Step): Layout | null {
  const own = /^( +)\S+:\s*$/.exec(lines[job.key.line - 1] ?? '')?.[1];
  const key = /^( +)\S/.exec(lines.slice(job.key.line).find((line) => /^ *[^\s#]/.test(line)) ?? '')?.[1];
  const [, dashes, deeper] = /^( *)-( +)\S/.exec(lines[step.at.line - 1] ?? '') ?? [];
  if (own === undefined || key === undefined || dashes === undefined || deeper === undefined) return null;
  let cut = step.at.line;
  while (lines[cut - 2]?.trim().startsWith('#') === true) cut -= 1;
  return { indentation: { job: own, key, step: dashes }, deeper, cut };
}

function freeId(job: Job, { workflow }: PublishSite): string {
  const taken = new Set(workflow.jobs.map(({ id }) => id.toLowerCase()));
  return ['build', `build-${job.id}`].find((id) => !taken.has(id.toLowerCase())) ?? `build-for-${job.id}`;
}

/** The old key becomes the build's, which keeps neither the permission nor the environment. */
function headEdits(
  { workflow, job }: PublishSite,
  { indentation }: Layout,
  build: string,
  lines: readonly string[],
): readonly Edit[] | null {
  const { path } = workflow;
  const replace = (line: number, from: string, to: string): Edit | null =>
    (lines[line - 1] ?? '').split(from).length === 2 ? { kind: 'replace', path, line, from, to } : null;
  const reading = `${indentation.key}permissions:\n${indentation.key}  contents: read`;
  const scopes = job.permissions?.scopes ?? [];
  if (job.permissions !== null && !scopes.some(({ scope }) => scope === 'id-token')) return null;
  const renamed = [
    replace(job.key.line, `${job.id}:`, `${build}:`),
    ...(job.name === null ? [] : [replace(job.name.at.line, job.name.value, 'Build')]),
  ];
  if (renamed.includes(null)) return null;
  // by the new name: what replaces text comes first
  const at = ['jobs', build];
  const permissions: Edit =
    job.permissions === null
      ? { kind: 'insert', path, line: job.key.line + 1, text: reading }
      : scopes.length === 1
        ? { kind: 'set', path, at: [...at, 'permissions'], value: { contents: 'read' } }
        : { kind: 'delete', path, at: [...at, 'permissions', 'id-token'] };
  const environment: readonly Edit[] =
    job.environment === null ? [] : [{ kind: 'delete', path, at: [...at, 'environment'] }];
  return [...renamed.filter((edit) => edit !== null), permissions, ...environment];
}

/** With the comment that belongs to it. */
function idTokenText(line: string): string {
  return /id-token:\s*write(?:\s+#.*)?$/.exec(line)?.[0] ?? 'id-token: write';
}

/** How what is built gets from the one job to the other. */
interface Handing {
  readonly folder: string;
  /** A command that puts it there, where the build does not do so by itself. */
  readonly pack: string | null;
  /** Steps that the publishing job needs as well. */
  readonly copied: readonly Step[];
  /** What becomes of the publishing step's command. */
  readonly edit: { readonly kind: 'replace'; readonly line: number; readonly from: string; readonly to: string } | null;
}

function handingOf(step: Step, job: Job, evidence: Evidence): Handing | null {
  if (actionOf(step)?.name === 'pypa/gh-action-pypi-publish') {
    const folder = inputOf(step, 'packages-dir') ?? inputOf(step, 'packages_dir') ?? 'dist';
    return /^[\w./-]+$/.test(folder) ? { folder, pack: null, copied: [], edit: null } : null;
  }
  return packedByNpm(step, job, evidence);
}

/** `npm publish` of the folder, which becomes that of a packed file; npm runs no script of the package for one. */
function packedByNpm({ run, workingDirectory }: Step, job: Job, { files }: Evidence): Handing | null {
  const command = /^npm publish(?: --[\w-]+(?:[= ][\w.-]+)?)*$/.exec(run?.value.value.trim() ?? '');
  const manifest = files.read('package.json');
  const hasScripts = manifest.state !== 'seen' || /"(?:prepublishOnly|publish|postpublish)"\s*:/.test(manifest.value);
  const isInRoot = workingDirectory === null && job.defaults.workingDirectory === null;
  const tools = job.steps.filter(bringsNpm);
  if (run === null || command === null || !isInRoot || hasScripts || !tools.every(standsAlone)) return null;
  return {
    folder: 'packed',
    pack: 'mkdir packed && npm pack --pack-destination packed',
    copied: tools,
    edit: { kind: 'replace', line: run.value.at.line, from: 'npm publish', to: 'npm publish ./packed/*.tgz' },
  };
}

function bringsNpm(step: Step): boolean {
  const script = step.run?.value.value.trim() ?? '';
  return (
    actionOf(step)?.name === 'actions/setup-node' || /^npm (?:install|i) (?:-g|--global) npm@[\w.^~-]+$/.test(script)
  );
}

/** It needs no file of the repository, and nothing that is computed. */
function standsAlone(step: Step): boolean {
  const isPlain = step.with.every(
    ({ name, value: { value } }) => (!/cache|file/.test(name) || value === 'false') && !value.includes('${{'),
  );
  return isPlain && step.if === null && step.env.length === 0 && step.workingDirectory === null;
}

interface Cut {
  readonly job: Job;
  readonly layout: Layout;
  readonly build: string;
  readonly handing: Handing;
  readonly evidence: Evidence;
  readonly lines: readonly string[];
}

/** The end of the job that builds, and the beginning of the one that publishes. */
function cutText({ job, layout, build, handing, evidence, lines }: Cut): string {
  const { indentation, deeper } = layout;
  const step = (first: string, rest: readonly string[] = []): readonly string[] => [
    `${indentation.step}-${deeper}${first}`,
    ...rest.map((line) => `${indentation.step} ${deeper}${line}`),
  ];
  const handed = ['with:', `  name: ${job.id}-files`, `  path: ${handing.folder}`];
  const granted = job.permissions?.scopes.find(({ scope }) => scope === 'id-token');
  const permission = idTokenText(lines[(granted?.at.line ?? 0) - 1] ?? '');
  return [
    ...(handing.pack === null ? [] : step(`run: ${handing.pack}`)),
    ...step(`uses: ${referenceOf('actions/upload-artifact', evidence)}`, [...handed, '  if-no-files-found: error']),
    '',
    `${indentation.job}${job.id}:`,
    ...[
      ...(job.name === null ? [] : [`name: ${job.name.value}`]),
      `needs: ${build}`,
      `runs-on: ${job.runsOn[0]?.value ?? ''}`,
    ].map((line) => `${indentation.key}${line}`),
    ...(job.environment === null ? [] : lines.slice(job.environment.at.line - 1, job.environment.at.endLine)),
    ...['permissions:', `  ${permission}`, 'steps:'].map((line) => `${indentation.key}${line}`),
    ...step(`uses: ${referenceOf('actions/download-artifact', evidence)}`, handed),
    ...handing.copied.flatMap(({ at }) => lines.slice(at.line - 1, at.endLine)),
  ].join('\n');
}
