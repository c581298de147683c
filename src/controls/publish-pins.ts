import { isCommit } from '../publishing/versions.ts';
import { codeWords, commandWord } from '../registries/plain.ts';
import type { Keyed, Text } from '../workflows/model.ts';
import { parseUses } from '../workflows/parse-uses.ts';
import type { Control, Evidence, Judgement, Remediation } from './control.ts';
import { publishingJobs } from './control-of.ts';
import { documentation } from './documentation.ts';
import { listedCode } from './job-words.ts';
import { fail, notApplicable, pass } from './judgements.ts';
import { type LocatedStep, stepsOf, type WorkflowJob } from './located-steps.ts';
import { publishPath } from './publish-path.ts';
import { type LooseUse, pinFix } from './publish-pins-fix.ts';

/** Is every action, reusable workflow and image on the path to a release pinned? */
export const publishPins: Control = {
  id: 'publish-pins',
  title: 'Everything on the publish path is pinned',
  asks: 'Is every action, reusable workflow and image on the path to a release pinned to a full commit or digest?',
  principles: ['cli.1.pinning'],
  severity: 'medium',
  why: 'A tag or a branch can be moved by whoever controls the repository behind it, and the next release then runs their code beside your credential. A full commit or digest names one content for good.',
  evidence: ['files'],

  judge(evidence) {
    const jobs = publishingJobs(evidence.map.publications);
    if (jobs.length === 0) return [notApplicable(null, 'no workflow here publishes a package')];
    const path = new Map(jobs.flatMap(({ site }) => publishPath(site)).map((each) => [each.job, each]));
    const loose = [...path.values()]
      .flatMap((within) => dependenciesOf(within, evidence))
      .filter(({ pinned }) => !pinned);
    if (loose.length === 0) return [pass(null, 'every action, workflow and image on the way to a release is pinned')];
    return [...Map.groupBy(loose, ({ name }) => name.toLowerCase()).values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [moving(first, [first, ...others])],
    );
  },
};

/** What is used; of an image, the name is the one without its tag. */
interface Dependency extends LooseUse {
  readonly kind: 'action' | 'workflow' | 'image';
  readonly pinned: boolean;
}

/** What a job runs that is not of this repository. What is computed when it runs is left out: nothing can be said of it. */
function dependenciesOf(within: WorkflowJob, evidence: Evidence): readonly Dependency[] {
  const { job } = within;
  return [
    ...(job.uses === null ? [] : ofUses(job.uses, null, evidence)),
    ...stepsOf(within, evidence).flatMap(({ step, address }) =>
      step.uses === null ? [] : ofUses(step.uses, { step, address }, evidence),
    ),
    ...[...(job.container === null ? [] : [job.container]), ...job.services].flatMap(ofImage),
  ];
}

function ofUses(
  { key: at, value: text }: Keyed<Text>,
  within: Pick<LocatedStep, 'step' | 'address'> | null,
  { subject }: Evidence,
): readonly Dependency[] {
  const uses = parseUses(text.value);
  if (uses.kind === 'docker') return ofImage({ value: uses.image, at });
  if (uses.kind !== 'remote') return [];
  const repository = `${uses.owner}/${uses.repository}`;
  if (repository.toLowerCase() === subject.repository?.toLowerCase()) return [];
  const name = uses.path === '' ? repository : `${repository}/${uses.path}`;
  return [
    {
      name,
      kind: uses.workflow ? 'workflow' : 'action',
      ref: uses.ref,
      pinned: isCommit(uses.ref) || (isTagged(uses.ref) && byTagOnly.has(repository.toLowerCase())),
      at,
      line: text.at.line,
      inputs: within === null ? null : [...within.address, 'with'],
      given: new Set(within?.step.with.map((entry) => entry.name.toLowerCase())),
    },
  ];
}

/** Repositories whose own verification demands the tag of a release, and refuses a commit. */
const byTagOnly: ReadonlySet<string> = new Set(['slsa-framework/slsa-github-generator']);

/** A tag of one release: `v2.1.0`. */
function isTagged(ref: string): boolean {
  return /^v\d+\.\d+\.\d+$/.test(ref);
}

function ofImage({ value, at }: Text): readonly Dependency[] {
  if (value.includes('${{') || value.trim() === '') return [];
  const [image = '', digest] = value.trim().split('@');
  const tag = /:([\w.-]+)$/.exec(image)?.[1];
  const name = tag === undefined ? image : image.slice(0, -tag.length - 1);
  const pinned = digest?.startsWith('sha256:') ?? false;
  return [{ name, kind: 'image', ref: tag ?? 'latest', pinned, at, line: at.line, inputs: null, given: new Set() }];
}

/** Owners of actions that GitHub itself answers for. */
const firstParty: ReadonlySet<string> = new Set(['actions', 'github']);

function moving({ name, kind, ref }: Dependency, uses: readonly Dependency[]): Judgement {
  const refs = [...new Set(uses.map((each) => each.ref))].toSorted();
  const owner = name.split('/')[0]?.toLowerCase() ?? '';
  return fail(null, {
    reason: `${codeWords(name)} is used by ${kind === 'image' ? 'tag' : 'tag or branch'} (${listedCode(refs)}) on the way to a release`,
    at: uses.map(({ at }) => at),
    key: [name.toLowerCase()],
    ...(kind !== 'image' && firstParty.has(owner) ? { severity: 'low' } : {}),
    remediation: kind === 'image' ? pinImage(name, ref) : pinAction(name, ref, uses),
  });
}

function pinAction(name: string, ref: string, uses: readonly LooseUse[]): Remediation {
  const [owner = '', repository = ''] = name.split('/');
  const fix = pinFix(uses);
  return {
    steps: [
      ...findCommit(owner, repository, ref),
      `Write the full commit in place of ${codeWords(ref)}, and the version beside it as a comment: ${codeWords(`uses: ${name}@<commit> # ${ref}`)}`,
      'Let Dependabot keep it current: it moves commits and comments together (`package-ecosystem: github-actions` in `.github/dependabot.yml`).',
    ],
    links: [documentation.secureUse, documentation.keepActionsCurrent],
    ...(fix === null ? {} : { fix }),
  };
}

/** A command only of words that no shell takes for something else. */
function findCommit(owner: string, repository: string, ref: string): readonly string[] {
  const place = commandWord(`${owner}/${repository}`);
  const word = commandWord(ref);
  if (place === null || word === null) return [`Find the commit behind ${codeWords(ref)} on the action's page.`];
  return [
    `Find the commit behind \`${word}\`: \`git ls-remote https://github.com/${place} ${word} '${word}^{}'\` (where two lines come, take the one that ends in \`^{}\`).`,
  ];
}

function pinImage(name: string, tag: string): Remediation {
  return {
    steps: [
      `Find the digest behind the tag: ${codeWords(`docker buildx imagetools inspect ${name}:${tag}`)}`,
      `Write it behind the tag: ${codeWords(`${name}:${tag}@sha256:<digest>`)}`,
    ],
    links: [documentation.secureUse],
  };
}
