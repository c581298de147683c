import { lineFinder } from '../registries/manifests/lines.ts';
import type { RegistryId } from '../types/registry-id.ts';
import { isMadeUp } from './credential-placeholders.ts';

/** A credential that stands in a file. It is known by what it is and where, never by its value. */
export interface LiteralCredential {
  /** As a sentence says it: `an npm token`. */
  readonly kind: string;
  readonly registry: RegistryId | null;
  /** Where it is revoked; null where that is not known. */
  readonly page: string | null;
  /** 1-based. */
  readonly line: number;
}

interface TokenForm extends Omit<LiteralCredential, 'line'> {
  readonly prefix: string;
  /** What follows the prefix: so many characters of these, and then something else. */
  readonly alphabet: RegExp;
  readonly least: number;
  readonly most: number;
}

const alphanumeric = /[A-Za-z0-9]/;
const urlSafe = /[A-Za-z0-9_-]/;

/** Tokens that carry their issuer's prefix, so that they cannot be mistaken for anything else. */
const forms: readonly TokenForm[] = [
  {
    kind: 'an npm token',
    registry: 'npm',
    page: 'https://docs.npmjs.com/revoking-access-tokens',
    prefix: 'npm_',
    alphabet: alphanumeric,
    least: 36,
    most: 36,
  },
  {
    // The part after the prefix spells the registry's host, so tokens of TestPyPI have another
    kind: 'a PyPI token',
    registry: 'pypi',
    page: 'https://pypi.org/manage/account/',
    prefix: 'pypi-AgEIcHlwaS5vcmc',
    alphabet: urlSafe,
    least: 50,
    most: 2_000,
  },
  {
    kind: 'a RubyGems API key',
    registry: 'rubygems',
    page: 'https://rubygems.org/profile/api_keys',
    prefix: 'rubygems_',
    alphabet: /[0-9a-f]/,
    least: 48,
    most: 48,
  },
  {
    kind: 'a crates.io token',
    registry: 'crates.io',
    page: 'https://crates.io/settings/tokens',
    prefix: 'cio',
    alphabet: alphanumeric,
    least: 32,
    most: 32,
  },
  {
    kind: 'a nuget.org API key',
    registry: 'nuget',
    page: 'https://www.nuget.org/account/apikeys',
    prefix: 'oy2',
    alphabet: /[a-z0-9]/,
    least: 43,
    most: 43,
  },
  {
    kind: 'a Docker Hub token',
    registry: 'docker-hub',
    page: 'https://app.docker.com/settings/personal-access-tokens',
    prefix: 'dckr_pat_',
    alphabet: urlSafe,
    least: 27,
    most: 27,
  },
  ...['ghp_', 'gho_'].map((prefix) => ({
    kind: 'a GitHub token',
    registry: null,
    page: 'https://github.com/settings/tokens',
    prefix,
    alphabet: alphanumeric,
    least: 36,
    most: 36,
  })),
  {
    kind: 'a GitHub token',
    registry: null,
    page: 'https://github.com/settings/tokens',
    prefix: 'github_pat_',
    alphabet: /[A-Za-z0-9_]/,
    least: 82,
    most: 82,
  },
];

/** Every token of a known form in a text, one for each line and kind. Takes time in proportion to the text. */
export function tokensIn(text: string): readonly LiteralCredential[] {
  const lineAt = lineFinder(text);
  return forms.flatMap((form) =>
    startsOf(form, text).map((at) => ({ kind: form.kind, registry: form.registry, page: form.page, line: lineAt(at) })),
  );
}

function startsOf({ prefix, alphabet, least, most }: TokenForm, text: string): readonly number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(prefix); at !== -1; at = text.indexOf(prefix, at + prefix.length)) {
    if (urlSafe.test(text[at - 1] ?? '')) continue;
    const start = at + prefix.length;
    let end = start;
    while (end - start <= most && alphabet.test(text[end] ?? '')) end += 1;
    const length = end - start;
    const isWhole = length >= least && length <= most && !/\w/.test(text[end] ?? '');
    if (isWhole && !isMadeUp(text.slice(start, end))) starts.push(at);
  }
  return starts;
}
