import type { PackageEvidence } from '../ledger/package-evidence.ts';
import { codeWords } from '../registries/plain.ts';
import type { Registry } from '../registries/registry.ts';
import { type ComparedRepository, comparedClaims } from './binding-claims.ts';
import { formWords } from './binding-form.ts';
import { bindingValuesOf } from './binding-values.ts';
import type { Evidence, Judgement } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { jobName, listedCode } from './job-words.ts';
import { fail, unknown } from './judgements.ts';
import { type LastBuild, lastTrustedBuild } from './last-build.ts';
import { releaseWords } from './release-way.ts';

/**
 * The repository has another name than the one from which the last release came by trusted publishing: it was renamed or
 * transferred. GitHub redirects the old name, and a registry that compares names does not. Only of releases that are
 * proved to be this repository's, whatever it was called: a fork has another name as well.
 */
export function movedRepository(
  publication: SitedPublication,
  packages: readonly PackageEvidence[],
  evidence: Evidence,
): readonly Judgement[] {
  const compared = comparedClaims[publication.registry]?.repository;
  const now = evidence.subject.repository;
  if (compared === undefined || compared.by === 'number' || now === null) return [];
  const moved = packages.flatMap((about): Moved[] => {
    const build = about.ledger?.link === 'proved' ? lastTrustedBuild(about) : null;
    const before = build?.row.repository ?? now;
    return build === null || before === now ? [] : [{ name: about.name, before, build }];
  });
  const [renamed] = moved.filter(({ before }) => before.toLowerCase() !== now.toLowerCase());
  const registry = evidence.registryOf(publication.registry);
  if (renamed !== undefined) {
    const names = moved.filter(({ before }) => before === renamed.before).map(({ name }) => name);
    return [movedJudgement(publication, { ...renamed, names, now, compared, registry }, evidence)];
  }
  const [spelled] = moved;
  return spelled === undefined || compared.spelling !== 'exact'
    ? []
    : [otherSpelling(publication, spelled, now, registry)];
}

interface Moved {
  readonly name: string;
  readonly before: string;
  readonly build: LastBuild;
}

interface Move extends Moved {
  readonly names: readonly string[];
  readonly now: string;
  readonly compared: Extract<ComparedRepository, { readonly by: 'name' }>;
  readonly registry: Registry;
}

function movedJudgement(publication: SitedPublication, move: Move, evidence: Evidence): Judgement {
  const { names, before, build, now, registry } = move;
  const { title, remedies } = registry;
  const values = bindingValuesOf([publication], evidence.subject);
  return fail(publication, {
    reason: `${releaseWords(build.row)} of ${listedCode(names)} came from the repository ${codeWords(before)}, which is called ${codeWords(now)} now: GitHub redirects the old name, and ${title} does not. A trusted publisher that names ${codeWords(before)} refuses ${jobName(publication.site)}`,
    at: [publication.site.at],
    key: ['repository', ...names.toSorted()],
    remediation: {
      steps: [
        `Before the next release, enter a trusted publisher for ${listedCode(names)} with the new name. ${formWords(registry, values)}`,
        `Or give the repository its former name back: ${codeWords(before)}.`,
        ownerStep(move),
        'The next release by trusted publishing shows that it worked, and this goes away.',
      ],
      links: remedies.trustedPublishing?.({ ...values, packages: names }).links ?? [],
    },
  });
}

/** What stays valid, and what does not. */
function ownerStep({ before, now, compared, registry: { title } }: Move): string {
  const [old = '', owner = ''] = [before, now].map((name) => name.split('/')[0]?.toLowerCase());
  if (old === owner)
    return compared.owner === 'number'
      ? `Workflow and environment stay as they are, and so does the number of the owner's account, which ${title} compares as well.`
      : 'Workflow and environment stay as they are.';
  return compared.owner === 'number'
    ? `${title} compares the number of the owner's account as well: after a transfer the old publisher fits nothing any more, whatever it is renamed to; remove it.`
    : `Then remove the publisher that names ${codeWords(before)}: ${title} is not known to compare more than names, and whoever takes that name on GitHub would fit it.`;
}

/** Whether the subject is spelled as GitHub spells it is not certain: people type names as they like. */
function otherSpelling(
  publication: SitedPublication,
  { name, before, build }: Moved,
  now: string,
  { title }: Registry,
): Judgement {
  return unknown(
    publication,
    `${releaseWords(build.row)} of ${codeWords(name)} came from ${codeWords(before)}, and this repository is called ${codeWords(now)} here: ${title} compares letter by letter`,
    `See on GitHub how the repository is spelled. Where that is not ${codeWords(before)} any more, let the trusted publisher on ${title} spell it in the same way before the next release.`,
  );
}
