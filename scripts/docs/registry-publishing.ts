import type { Carrier } from '../../src/registries/act.ts';
import type { ActionRow, CommandRow, CredentialRules, PublishFacts } from '../../src/registries/recogniser.ts';
import type { Registry } from '../../src/registries/registry.ts';
import { bullets, code, codes, table } from './markdown.ts';

/** What a registry's tables say of how a workflow publishes there. */
export function publishingPart({ commands, actions, credentials, title }: Registry): readonly string[] {
  return [
    ...(commands.length + actions.length === 0
      ? [
          `Nothing is uploaded to ${title} by a workflow: a pushed tag is the release. What counts is who may push tags.`,
        ]
      : []),
    ...commandsPart(commands),
    ...actionsPart(actions),
    ...credentialsPart(credentials),
  ];
}

function commandsPart(commands: readonly CommandRow[]): readonly string[] {
  if (commands.length === 0) return [];
  const rows = commands.map((row) => [
    commandWords(row),
    conditionWords(row),
    oidcWords[row.oidc],
    provenanceWords[row.provenance.byDefault],
  ]);
  return ['### Commands', table(['command', 'publishes', 'OIDC', 'provenance without a switch'], distinctRows(rows))];
}

function commandWords({ program, subcommand, anywhere }: CommandRow): string {
  const words = program.flatMap((name) =>
    subcommand.map((path) => [name, ...(anywhere === true ? ['…'] : []), ...path].join(' ')),
  );
  return codes(shortened(words));
}

/** Wrappers of one tool in all their spellings would fill the page. */
function shortened(words: readonly string[]): readonly string[] {
  return words.length <= mostSpellings
    ? words
    : [...words.slice(0, mostSpellings), `… ${words.length - mostSpellings} more`];
}

const mostSpellings = 6;

function conditionWords({ unless = [], requires = [], when, given }: CommandRow): string {
  const parts = [
    ...(requires.length === 0 ? [] : [`with ${requires.map(code).join(' or ')}`]),
    ...(unless.length === 0 ? [] : [`not with ${unless.map(code).join(', ')}`]),
    ...(when === undefined && given === undefined ? [] : ['where its other words or files say so']),
  ];
  return parts.length === 0 ? 'always' : parts.join('; ');
}

function actionsPart(actions: readonly ActionRow[]): readonly string[] {
  if (actions.length === 0) return [];
  const rows = actions.map((row) => [
    codes(shortened(row.action)),
    inputWords(row),
    oidcWords[row.oidc],
    provenanceWords[row.provenance.byDefault],
  ]);
  return ['### Actions', table(['action', 'publishes', 'OIDC', 'provenance without a switch'], distinctRows(rows))];
}

function inputWords({ inputs = [], when, given }: ActionRow): string {
  const parts = inputs.map(({ input, oneOf, noneOf }) =>
    oneOf === undefined
      ? `unless ${code(input)} is ${(noneOf ?? []).map(shown).join(' or ')}`
      : `where ${code(input)} is ${oneOf.map(shown).join(' or ')}`,
  );
  const more = when === undefined && given === undefined ? [] : ['where its other inputs or files say so'];
  return [...parts, ...more].join('; ') || 'always';
}

function shown(value: string): string {
  return value === '' ? 'empty' : code(value);
}

function credentialsPart(rules: CredentialRules): readonly string[] {
  const points = [
    ...(rules.environment.length === 0 ? [] : [`Environment variables: ${codes(rules.environment)}.`]),
    ...(rules.files.length === 0 ? [] : [`Files: ${codes([...new Set(rules.files.map(({ path }) => path))])}.`]),
    ...(rules.stores.length === 0
      ? []
      : [`Commands that store one: ${codes([...new Set(rules.stores.map(storeWords))])}.`]),
    ...(rules.logins.length === 0
      ? []
      : [`Actions that put one in place: ${codes([...new Set(rules.logins.map(({ action }) => action))])}.`]),
    ...(rules.minted.length === 0
      ? []
      : [`Short-lived, minted by OIDC: ${codes([...new Set(rules.minted.map(({ action }) => action))])}.`]),
  ];
  return points.length === 0 ? [] : ['### Credentials', 'How one reaches a step:', bullets(points)];
}

function storeWords({ program, subcommand, credential }: CredentialRules['stores'][number]): string {
  return [program[0], ...(subcommand[0] ?? []), ...credential.slice(0, 1).map(carrierWords)].filter(Boolean).join(' ');
}

function carrierWords(carrier: Carrier): string {
  return 'flag' in carrier ? carrier.flag : '';
}

function distinctRows(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

const oidcWords: Readonly<Record<PublishFacts['oidc'], string>> = {
  native: 'by itself, where the job may',
  minted: 'with a token that a step before it minted',
  never: 'never',
};

const provenanceWords: Readonly<Record<PublishFacts['provenance']['byDefault'], string>> = {
  'with-oidc': 'with trusted publishing',
  always: 'always',
  never: 'never',
  unknown: 'not known',
};
