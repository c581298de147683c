import { elixirTokens, type Token } from './elixir-tokens.ts';

/** What a mix.exs says in plain words; computed values are null. */
export interface MixProject {
  readonly name: string | null;
  /** 1-based line of the name. */
  readonly line: number;
  readonly version: string | null;
  /** It has a `package:` or a `description:`, which Hex asks for. */
  readonly describesPackage: boolean;
  /** Private organisation of Hex that it belongs to. */
  readonly organization: string | null;
  readonly repository: string | null;
  /** Folder of the applications of an umbrella. */
  readonly appsPath: string | null;
}

/** Reads the keyword lists of `project` and `package` out of a mix.exs, without running it; null where there is no project. */
export function readMixProject(text: string): MixProject | null {
  const tokens = elixirTokens(text);
  const project = listIn(tokens, functionBody(tokens, 'project'));
  if (project === null) return null;
  const described = packageList(tokens, project);

  const plain = (list: KeywordList | null, key: string): Token | null => plainValue(tokens, list?.get(key));
  const name = plain(described, 'name') ?? plain(project, 'app');
  return {
    name: name?.value ?? null,
    line: name?.line ?? 1,
    version: plain(project, 'version')?.value ?? null,
    describesPackage: project.has('package') || project.has('description'),
    organization: plain(described, 'organization')?.value ?? null,
    repository: (plain(project, 'source_url') ?? plain(described, 'source_url'))?.value ?? null,
    appsPath: plain(project, 'apps_path')?.value ?? null,
  };
}

/** Index of the first token of each value, by key. */
type KeywordList = ReadonlyMap<string, number>;

/** The list that `package:` holds, or the function or attribute that it names. */
function packageList(tokens: readonly Token[], project: KeywordList): KeywordList | null {
  const at = project.get('package');
  const value = at === undefined ? undefined : tokens[at];
  if (at === undefined || value === undefined) return null;
  if (value.kind === 'mark' && value.value === '[') return listIn(tokens, at);
  if (value.kind === 'word') return listIn(tokens, functionBody(tokens, value.value));
  if (value.kind === 'attribute') return listIn(tokens, attributeValue(tokens, value.value));
  return null;
}

/** Index after `def name` or `defp name` and its `do`; null where there is none. */
function functionBody(tokens: readonly Token[], name: string): number | null {
  const at = tokens.findIndex(
    (token, index) =>
      token.kind === 'word' &&
      (token.value === 'def' || token.value === 'defp') &&
      tokens[index + 1]?.kind === 'word' &&
      tokens[index + 1]?.value === name,
  );
  if (at === -1) return null;
  const start = tokens.findIndex((token, index) => index > at && token.value === 'do' && token.kind !== 'text');
  return start === -1 ? null : start + 1;
}

/** Index of the value in `@name value`, where the attribute is set; null where it is not. */
function attributeValue(tokens: readonly Token[], name: string): number | null {
  const at = tokens.findIndex((token, index) => {
    const next = tokens[index + 1];
    return (
      token.kind === 'attribute' &&
      token.value === name &&
      next !== undefined &&
      (next.kind === 'text' || next.kind === 'atom' || next.value === '[')
    );
  });
  return at === -1 ? null : at + 1;
}

/** The first keyword list at or after an index, before the next function. */
function listIn(tokens: readonly Token[], from: number | null): KeywordList | null {
  if (from === null) return null;
  const open = tokens.findIndex(
    (token, index) => index >= from && ((token.kind === 'mark' && token.value === '[') || isFunction(token)),
  );
  const first = tokens[open];
  if (first === undefined || isFunction(first)) return null;

  const values = new Map<string, number>();
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined || isFunction(token)) break;
    if (token.kind === 'mark' && '[{('.includes(token.value)) depth++;
    if (token.kind === 'mark' && ']})'.includes(token.value)) depth--;
    if (depth === 0) break;
    if (token.kind === 'key' && depth === 1 && !values.has(token.value)) values.set(token.value, at + 1);
  }
  return values;
}

function isFunction(token: Token): boolean {
  return token.kind === 'word' && (token.value === 'def' || token.value === 'defp');
}

/** A text or an atom that stands alone as a value, through one attribute if need be; null where it is computed. */
function plainValue(tokens: readonly Token[], at: number | undefined): Token | null {
  if (at === undefined) return null;
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token === undefined || (next !== undefined && !endsValue(next))) return null;
  if (token.kind === 'attribute') {
    const set = attributeValue(tokens, token.value);
    const value = set === null ? undefined : tokens[set];
    return value?.kind === 'text' || value?.kind === 'atom' ? plainText(value) : null;
  }
  return token.kind === 'text' || token.kind === 'atom' ? plainText(token) : null;
}

function plainText(token: Token): Token | null {
  return token.literal ? token : null;
}

function endsValue(token: Token): boolean {
  return token.kind === 'mark' && ',])'.includes(token.value);
}
