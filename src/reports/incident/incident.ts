import type { FrozenEvidence, IncidentPack, ResponseStep } from '../../types/incident-pack.ts';
import { details, table } from '../markdown/block.ts';
import { address, code, prose } from '../markdown/escape.ts';
import { fenced } from '../markdown/fenced.ts';
import { fit, mostBytes } from '../markdown/fit.ts';
import { draftBlocks } from './drafts.ts';

/** One line for a list that only those who keep a repository's security see. */
export function incidentTitle({ registry, package: name, release }: IncidentPack): string {
  return `A release that did not come from where it should: ${plainly(name)} ${plainly(release)} on ${registry}`;
}

/**
 * The pack as GitHub Markdown, for a private issue or a draft advisory; within what GitHub takes, with room for the hidden
 * marker. What does not fit is left out from the end, where the evidence is spelled out.
 *
 * @param since what has changed since it was noticed
 */
export function incidentBody(pack: IncidentPack, since: readonly string[]): string {
  return `${fit(incidentBlocks(pack, since), leftOut, room)}\n`;
}

/** Bytes of the text without its marker. */
export const room = mostBytes - 200;

export function leftOut(number: number): string {
  return `${number} more part${number === 1 ? ' is' : 's are'} left out here, since GitHub takes no more text.`;
}

/** @param withdrawn when it was taken back, in ISO 8601; null where it stands */
export function incidentBlocks(
  pack: IncidentPack,
  since: readonly string[],
  withdrawn: string | null = null,
): readonly string[] {
  return [
    `## ${code(pack.release)} of ${code(pack.package)} on ${pack.registry}`,
    `${times(pack)} What Mintmark can see of it does not fit what this repository does. It may be an attack, and it may be a release that somebody made by hand: only its maintainers can tell. Nothing of this was made public, and none of the commands below was run.`,
    '### What does not fit',
    list(pack.signals.map(({ id, severity, says }) => `**${severity}**, ${code(id)}: ${prose(says)}`)),
    ...(since.length === 0 ? [] : ['### Since then', list(since.map((says) => prose(says)))]),
    '### What to do, in this order',
    ...pack.response.map(stepBlock),
    '### What is known',
    list(pack.known.map((says) => prose(says))),
    '### What is not known, and what would settle it',
    list(pack.notKnown.map((says) => prose(says))),
    '### How this ends',
    'Close this when it is dealt with: Mintmark then leaves it alone. It takes the alarm back by itself where proof arrives that the release came from here.',
    ...draftBlocks(pack, withdrawn),
    ...evidenceBlocks(pack.evidence),
  ];
}

function times({ publishedAt, noticedAt, severity, repository }: IncidentPack): string {
  const published =
    publishedAt === null ? 'When it was published is not known;' : `It was published at ${publishedAt};`;
  return `${published} it was noticed for ${code(repository)} at ${noticedAt}. Severity: **${severity}**.`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'Nothing.' : items.map((item) => `- ${item}`).join('\n');
}

const kinds: Readonly<Record<ResponseStep['kind'], string>> = {
  preserve: 'Preserve',
  contain: 'Contain',
  revoke: 'Revoke',
  rotate: 'Rotate',
  report: 'Report',
  tell: 'Tell',
};

function stepBlock({ kind, says, commands, links }: ResponseStep, index: number): string {
  return [
    `**${index + 1}. ${kinds[kind]}.** ${prose(says)}`,
    ...(commands.length === 0 ? [] : [fenced('sh', commands.join('\n'))]),
    ...(links.length === 0 ? [] : [links.map((link) => address(link)).join(' · ')]),
  ].join('\n\n');
}

function evidenceBlocks(evidence: readonly FrozenEvidence[]): readonly string[] {
  if (evidence.length === 0) return [];
  return [
    '### Evidence, as it was read',
    table(
      ['What', 'From', 'SHA-256'],
      evidence.map(({ what, source, sha256 }) => [prose(what), code(source), code(sha256)]),
    ),
    ...evidence.map(({ what, text }) => details(prose(what), fenced('json', text))),
  ];
}

/** A title is no Markdown, and is read in mails and lists: one line of what can be seen. */
function plainly(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, 100)
    .toWellFormed();
}
