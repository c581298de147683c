import { codeWords } from '../../registries/plain.ts';
import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { baselineOf } from '../guards/baseline.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { isSameOrigin, originOf } from '../guards/repositories.ts';
import { datedWords, listWords } from '../guards/words.ts';

/** Do the files of one release tell of one publisher, and all of them? */
export const provenanceFiles: SignalRule = {
  ids: ['provenance-partial', 'provenance-inconsistent', 'mixed-publishers'],
  judge(context) {
    const partial = judgePartial(context);
    return partial === nothing ? judgeMixture(context) : partial;
  },
};

function judgePartial(context: RowContext): Findings {
  const { row } = context;
  if (row.attested.state !== 'partial') return nothing;
  const without = row.release.files.filter((file) => !row.identities.some((known) => known.file === file.name));
  const which = without.length === 0 ? 'some of its files' : listWords(without.map(({ name }) => name));
  const before = baselineOf(context).filter(
    ({ attested }) => attested.state === 'verified' || attested.state === 'partial',
  );
  const habitual = before.findLast(({ attested }) => attested.state === 'partial');
  if (habitual !== undefined)
    return innocent(`no attestation for ${which}; ${datedWords(habitual)} had them for some files only, too`);
  if (before.length === 0)
    return fires(
      'provenance-partial',
      'medium',
      `no attestation for ${which}, while its other files carry one for the first time`,
    );
  return fires(
    'provenance-partial',
    'high',
    `no attestation for ${which}, while its other files carry one, as every file of the releases before did`,
  );
}

function judgeMixture(context: RowContext): Findings {
  const { row } = context;
  const mixture = mixtureOf(row);
  if (mixture === null) return nothing;
  const habitual = [...context.later, ...baselineOf(context)].findLast((other) => mixtureOf(other)?.id === mixture.id);
  if (habitual !== undefined) return innocent(`${mixture.says}; those of ${datedWords(habitual)} did, too`);
  const { workflows } = context.case.declared;
  const areDeclared = mixture.workflows.length > 0 && mixture.workflows.every((path) => workflows.includes(path));
  return fires(mixture.id, areDeclared ? 'medium' : 'high', mixture.says);
}

interface Mixture {
  readonly id: 'mixed-publishers' | 'provenance-inconsistent';
  readonly says: string;
  /** Where only the workflows differ. */
  readonly workflows: readonly string[];
}

function mixtureOf({ identities }: ReleaseFactsRow): Mixture | null {
  const [first, ...others] = identities.map(({ identity }) => identity);
  if (first === undefined) return null;
  const foreign = others.find((other) => isSameOrigin(originOf(first), originOf(other)) === false);
  if (foreign !== undefined) {
    const names = [first, foreign].map((identity) => codeWords(originOf(identity).name ?? identity.issuer));
    return { id: 'mixed-publishers', says: `its files were built by ${names.join(' and by ')}`, workflows: [] };
  }
  const workflows = [...new Set([first, ...others].flatMap(({ workflow }) => workflow ?? []))];
  if (workflows.length < 2) return null;
  return {
    id: 'provenance-inconsistent',
    says: `its files were built by the workflows ${listWords(workflows)}`,
    workflows,
  };
}
