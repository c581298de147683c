import type { FileProblem } from '../types/repository-files.ts';
import { type Layer, type Layered, layer } from './layers.ts';
import type { Policy } from './policy.ts';
import {
  type FileReading,
  type PlacedMessage,
  type PolicyContext,
  type PolicyText,
  readOrganisationFile,
  readRepositoryFile,
} from './policy-file.ts';
import { lockableKeys, type OrganisationPolicyFile } from './schema.ts';

export type { PolicyText };

export interface PolicySources extends PolicyContext {
  /** The file on the base branch; null where there is none, and for the organisation's `.github` repository itself. */
  readonly repository: PolicyText | null;
  /** The same file of the organisation's `.github` repository; null where there is none. */
  readonly organisation: PolicyText | null;
  /** Texts that held no mistake when they were last in force. */
  readonly lastGood: { readonly repository: string | null; readonly organisation: string | null };
}

export interface ResolvedPolicy {
  readonly policy: Policy;
  /** Of the repository's file, on its lines: mistakes, what is locked, what was shortened or has ended. */
  readonly problems: readonly FileProblem[];
  readonly organisationProblems: readonly FileProblem[];
  /** Which file decided what, a sentence each. */
  readonly sources: readonly string[];
  /** Texts to store as the new last good ones; a key is there only where its text is another than before. */
  readonly keep: { readonly repository?: string; readonly organisation?: string };
}

/**
 * The policy of one repository from its own file and its organisation's. A file that holds a mistake is told of and its
 * last good text stays in force; without one the layer below does. Pure.
 */
export function resolvePolicy(sources: PolicySources): ResolvedPolicy {
  const { repository, organisation, lastGood, today, controls } = sources;
  const own = inForce(repository, lastGood.repository, (text) => readRepositoryFile(text, controls));
  const above = inForce(organisation, lastGood.organisation, (text) => readOrganisationFile(text, controls));
  const layered = layer(own.file, above.file, today);
  const missing = own.file?.extends === 'org' && organisation === null ? [noOrganisationFile] : [];
  return {
    policy: layered.policy,
    problems: own.tell([...layered.ofRepository, ...missing]),
    organisationProblems: above.tell(layered.ofOrganisation),
    sources: sourcesOf(layered, own, above),
    keep: {
      ...(own.keep === null ? {} : { repository: own.keep }),
      ...(above.keep === null ? {} : { organisation: above.keep }),
    },
  };
}

const noOrganisationFile: PlacedMessage = {
  at: ['extends'],
  message: 'extends: org has nothing to extend: the organisation has no .github/mintmark.yml in its repository .github',
};

interface InForce<File> {
  readonly file: File | null;
  readonly state: 'none' | 'current' | 'last-good' | 'refused';
  tell(messages: readonly PlacedMessage[]): readonly FileProblem[];
  readonly keep: string | null;
}

function inForce<File>(
  current: PolicyText | null,
  lastGood: string | null,
  read: (source: PolicyText) => FileReading<File>,
): InForce<File> {
  if (current === null) return { file: null, state: 'none', tell: () => [], keep: null };
  const reading = read(current);
  if (reading.state === 'valid') {
    const keep = current.text === lastGood ? null : current.text;
    return { file: reading.file, state: 'current', tell: reading.tell, keep };
  }
  // What has to be told of the last good text would point at lines that are no longer there.
  const tell = () => reading.problems;
  const before = lastGood === null ? null : read({ ...current, text: lastGood });
  return before?.state === 'valid'
    ? { file: before.file, state: 'last-good', tell, keep: null }
    : { file: null, state: 'refused', tell, keep: null };
}

function sourcesOf(
  { decided }: Layered,
  own: InForce<unknown>,
  above: InForce<OrganisationPolicyFile>,
): readonly string[] {
  const of = (layers: readonly (typeof decided)[keyof typeof decided][]) =>
    lockableKeys.filter((key) => layers.includes(decided[key]));
  const locked = [...new Set(above.file?.locked)];
  const rest = of([null]);
  return [
    ...troubles('repository', own.state),
    ...troubles('organisation', above.state),
    ...decides(fileNames.repository, of(['repository', 'both'])),
    ...decides(fileNames.organisation, of(['organisation', 'both'])),
    ...(locked.length === 0 ? [] : [`${fileNames.organisation} locks ${listed(locked)}.`]),
    ...limitsOf(above.file),
    ...(rest.length === 0 ? [] : [`Mintmark's defaults hold for ${listed(rest)}.`]),
  ];
}

const fileNames: Readonly<Record<Layer, string>> = {
  repository: "This repository's .github/mintmark.yml",
  organisation: "The organisation's .github/mintmark.yml",
};

function troubles(which: Layer, state: InForce<unknown>['state']): readonly string[] {
  if (state === 'last-good')
    return [`${fileNames[which]} holds a mistake: its last version without one stays in force.`];
  if (state === 'refused')
    return [`${fileNames[which]} holds a mistake and is left aside; there is no earlier version without one.`];
  return [];
}

function decides(name: string, keys: readonly string[]): readonly string[] {
  return keys.length === 0 ? [] : [`${name} decides ${listed(keys)}.`];
}

function limitsOf(file: OrganisationPolicyFile | null): readonly string[] {
  const { 'accept-days': accept, 'declare-days': declare, 'never-accept': never = [] } = file?.limits ?? {};
  const limits = [
    ...(accept === undefined ? [] : [`exemptions to ${accept} days`]),
    ...(declare === undefined ? [] : [`declarations to ${declare} days`]),
  ];
  return [
    ...(limits.length === 0 ? [] : [`${fileNames.organisation} limits ${listed(limits)}.`]),
    ...(never.length === 0
      ? []
      : [`${fileNames.organisation} lets no repository accept findings of ${listed([...new Set(never)].toSorted())}.`]),
  ];
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
