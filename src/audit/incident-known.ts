import type { LedgerRow } from '../ledger/index.ts';
import { registryOf } from '../registries/index.ts';
import { codeWords } from '../registries/plain.ts';
import { type JoinName, joinNames } from '../types/ledger-words.ts';
import type { IncidentScene } from './incident-pack.ts';

/** What is known, as sentences, each with where it comes from. */
export function known(scene: IncidentScene): readonly string[] {
  const { row, evidence, before } = scene;
  const { title } = registryOf(evidence.registry);
  return [
    `${published(scene)} (${title}).`,
    ...(row.withdrawn === null ? [] : [`It is withdrawn: ${row.withdrawn} (${title}).`]),
    ...joinNames.flatMap((name) => told(name, row)),
    ...row.quiet
      .slice(0, most.sentences)
      .map((says) => `Odd at first sight and innocent: ${unended(says)} (the ledger).`),
    before === null
      ? `No sound release came before it (${title}).`
      : `Before it came ${codeWords(before.row.version)}${when(before.row)}${by(before.row)}${rankWords(before.row)} (${title}).`,
    ...habits(scene),
    ...ofPackage(scene),
    advisoryWords(scene),
  ];
}

/** What is not known, and what would settle it. */
export function notKnown({ row, evidence }: IncidentScene): readonly string[] {
  return [
    'Who published it. Ask everybody who may publish, over a channel that the account in question cannot read: a release that somebody made by hand looks the same from outside.',
    'What it holds. Compare its archive with that of the release before, in a place without credentials and without running anything of it.',
    'How the credential was come by. Logs of the workflows that could read it, and the sign-ins and tokens of the accounts that may publish, would tell.',
    'Whether it was the only one. Look at every package that the same accounts, tokens or workflows can publish.',
    ...joinNames.flatMap((name) =>
      row.joins[name].state === 'unknown' ? [`${joinTitles[name]}: ${row.joins[name].says}.`] : [],
    ),
    ...(evidence.ledger?.notes ?? []).slice(0, most.sentences).map((note) => `${unended(note)}.`),
  ];
}

const most = { sentences: 5 } as const;

/** How each join is called, and who told of it. */
const joinTitles: Readonly<Record<JoinName, string>> = {
  tag: 'Tag',
  release: 'Release on GitHub',
  commit: 'Commit',
  run: 'Workflow run',
  attestation: 'Attestation',
  digest: 'Digest',
};

const joinSources: Readonly<Record<JoinName, string>> = {
  tag: 'GitHub',
  release: 'GitHub',
  commit: 'GitHub',
  run: 'GitHub',
  attestation: 'its attestations, verified',
  digest: 'its attestations, verified',
};

function told(name: JoinName, { joins }: LedgerRow): readonly string[] {
  const { state, says } = joins[name];
  return state === 'unknown' ? [] : [`${joinTitles[name]} ${state}: ${says} (${joinSources[name]}).`];
}

function published({ row, evidence }: IncidentScene): string {
  return `${codeWords(row.version)} of ${codeWords(evidence.name)} was published${when(row)}${by(row)}`;
}

function when({ publishedAt }: LedgerRow): string {
  return publishedAt === null ? '' : ` at ${publishedAt}`;
}

function by({ by: publisher }: LedgerRow): string {
  return publisher === null ? '' : ` by ${publisher}`;
}

/** Nothing for what stands in who published it. */
function rankWords({ rank }: LedgerRow): string {
  if (rank === null) return '; how it was published is not told';
  if (rank === 'none') return ', without evidence of where it came from';
  return rank === 'provenance' ? ', with provenance' : '';
}

function habits({ evidence }: IncidentScene): readonly string[] {
  return (evidence.ledger?.habit ?? [])
    .slice(0, most.sentences)
    .map((says) => `As a rule: ${unended(says)} (the ledger).`);
}

function ofPackage({ evidence }: IncidentScene): readonly string[] {
  return (evidence.ledger?.signals ?? [])
    .slice(0, most.sentences)
    .map(({ says }) => `Of the package as a whole: ${unended(says)} (the ledger).`);
}

/** Some sentences come with their full stop. */
function unended(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function advisoryWords({ evidence: { advisories }, row }: IncidentScene): string {
  if (advisories.state !== 'seen') return 'Whether an advisory names it could not be read (OSV).';
  const named = advisories.value.filter(({ versions }) => versions.length === 0 || versions.includes(row.version));
  return named.length === 0
    ? 'No advisory named it as malware when it was noticed (OSV).'
    : `Named as malware in ${named
        .slice(0, most.sentences)
        .map(({ id }) => codeWords(id))
        .join(', ')} (OSV).`;
}
