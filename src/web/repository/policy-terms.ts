import { controls } from '../../controls/index.ts';
import type { Policy } from '../../policy/policy.ts';
import { resolvePolicy } from '../../policy/resolve.ts';
import { acceptedWords, declaredWords } from '../../policy/term-words.ts';
import type { Store } from '../../store/store.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import type { ReportControl } from '../../types/report.ts';
import type { SeenRepository } from '../sight.ts';

/** An exemption or a declaration of the policy. */
export interface PolicyTerm {
  readonly what: 'exemption' | 'declaration';
  readonly control: string;
  /** Null: of every registry. */
  readonly registry: RegistryId | null;
  readonly by: string;
  /** ISO 8601 day: its last one. */
  readonly until: string;
  /** Of an exemption. */
  readonly reason: string | null;
  readonly from: 'repository' | 'organisation';
  /** The last audit went by it. */
  readonly isUsed: boolean;
}

/** The terms that were in force when policy files were last read without a mistake, the one that ends first at the top. */
export async function policyTerms(
  store: Pick<Store, 'policies' | 'repositories'>,
  { installation, repository }: Pick<SeenRepository, 'installation' | 'repository'>,
  answers: readonly ReportControl[],
  today: string,
): Promise<readonly PolicyTerm[]> {
  const home = await store.repositories.find(installation.account, '.github');
  const isHeard = home !== null && home.installationId === installation.id;
  const [own, above] = await Promise.all([
    repository.name.toLowerCase() === '.github' ? null : store.policies.lastGood(`repository:${repository.id}`),
    isHeard ? store.policies.lastGood(`organisation:${installation.accountId}`) : null,
  ]);
  const { policy } = resolvePolicy({
    repository: textOf(own),
    organisation: textOf(above),
    lastGood: { repository: own, organisation: above },
    today,
    controls: controls.map(({ id }) => id),
  });
  return termsOf(policy, answers);
}

function textOf(text: string | null) {
  return text === null ? null : { text, path: '.github/mintmark.yml' };
}

/** The terms of a policy, told by what the report's controls answered under it. */
export function termsOf({ accept, declare }: Policy, answers: readonly ReportControl[]): readonly PolicyTerm[] {
  const isSaid = (control: string, words: string) =>
    answers.some(({ id, reason }) => id === control && reason === words);
  return [
    ...accept.map(
      (entry): PolicyTerm => ({
        what: 'exemption',
        ...picked(entry),
        reason: entry.reason,
        isUsed: isSaid(entry.control, acceptedWords(entry)),
      }),
    ),
    ...declare.map(
      (entry): PolicyTerm => ({
        what: 'declaration',
        ...picked(entry),
        reason: null,
        isUsed: isSaid(entry.control, declaredWords(entry)),
      }),
    ),
  ].toSorted((a, b) => (a.until === b.until ? 0 : a.until < b.until ? -1 : 1));
}

function picked({ control, registry, by, until, from }: Policy['accept'][number] | Policy['declare'][number]) {
  return { control, registry, by, until, from };
}
