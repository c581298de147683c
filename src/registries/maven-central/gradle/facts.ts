import { type Applied, appliedIn } from './plugins.ts';
import type { Statement } from './statements.ts';
import type { Token } from './tokens.ts';
import { bracketed, type Expression, isSign, isWord, splitAt } from './values.ts';

/** What a build script says of the project it configures, unevaluated. */
export interface Facts {
  /** Plugins applied, by id or as `alias(…)` of a version catalog, and scripts read by `apply from:`. */
  readonly applied: Applied[];
  /** It has a `publishing { … }` or `mavenPublishing { … }` block. */
  publishes: boolean;
  group: Expression | null;
  version: Expression | null;
  /** `coordinates(…)` of vanniktech's plugin. */
  coordinates: Coordinates | null;
  /** Publications, with the ids that they set themselves. */
  readonly publications: Coordinates[];
  /** URLs of the repositories to publish to. */
  readonly repositories: Expression[];
  /** The source link of `scm { … }`. */
  scm: Expression | null;
  readonly variables: Map<string, Expression>;
  /** What `allprojects`, `subprojects` and `project(":x")` blocks say of others. */
  readonly others: Others;
}

export interface Coordinates {
  readonly group: Expression | null;
  readonly artifact: Expression | null;
  readonly version: Expression | null;
  readonly line: number;
}

interface Others {
  all: Facts | null;
  sub: Facts | null;
  readonly named: Map<string, Facts>;
}

/** Reads a build script, a script that another applies, or a precompiled script plugin. */
export function factsOf(statements: readonly Statement[]): Facts {
  const facts = noFacts();
  gather(statements, [], facts);
  return facts;
}

function noFacts(): Facts {
  return {
    applied: [],
    publishes: false,
    group: null,
    version: null,
    coordinates: null,
    publications: [],
    repositories: [],
    scm: null,
    variables: new Map(),
    others: { all: null, sub: null, named: new Map() },
  };
}

/** @param inside the names of the blocks around the statements, outermost first */
function gather(statements: readonly Statement[], inside: readonly string[], facts: Facts): void {
  for (const statement of statements) {
    // What waits for a plugin does not apply it.
    if (!inside.includes('when applied')) keep(facts.applied, ...appliedIn(statement, inside));
    assign(statement, inside, facts);
    const aggregated = aggregatedProject(statement.tokens);
    if (aggregated !== null) factsNamed(facts, aggregated).publishes = true;
    if (statement.blocks.length === 0) continue;

    const name = blockName(statement);
    if (publishingBlocks.has(name) && !inside.includes('when applied')) facts.publishes = true;
    if (inside.includes('publishing') && startsPublication(statement, inside))
      keep(facts.publications, noIds(statement.line));
    const other = otherProject(statement, name, inside, facts);
    const within = other !== null ? [] : transparent.has(name) ? inside : [...inside, name];
    for (const block of statement.blocks) gather(block, within, other ?? facts);
  }
}

const publishingBlocks = new Set(['publishing', 'mavenPublishing']);

/** Facts of a root are looked at for each of its projects, so there must not be many; no honest script comes near. */
const mostOfAKind = 200;

function keep<T>(list: T[], ...found: readonly T[]): void {
  if (list.length + found.length <= mostOfAKind) list.push(...found);
}

function noIds(line: number): Coordinates {
  return { group: null, artifact: null, version: null, line };
}

/** Blocks that only say when or with what; their statements count as if they stood outside. */
const transparent = new Set(['afterEvaluate', 'beforeEvaluate', 'project', 'with', 'run', 'let', 'also']);

const reactions = new Set(['withId', 'withPlugin', 'withType', 'hasPlugin']);

/** Extension types that `configure<…>` takes in place of the block's own name. */
const extensionTypes: readonly (readonly [string, string])[] = [
  ['MavenPublishBaseExtension', 'mavenPublishing'],
  ['PublishingExtension', 'publishing'],
];

function blockName({ tokens }: Statement): string {
  for (const [type, name] of extensionTypes) if (tokens.some((token) => isWord(token, type))) return name;
  const [first] = tokens;
  if (
    tokens.some((token) => token.kind === 'word' && reactions.has(token.text)) &&
    isWord(first, 'plugins', 'pluginManager', 'project')
  )
    return 'when applied';
  return first?.kind === 'word' ? first.text : '';
}

/** Facts that a block of the root gathers for other projects. */
function otherProject({ tokens }: Statement, name: string, inside: readonly string[], facts: Facts): Facts | null {
  if (inside.length > 0) return null;
  if (name === 'allprojects') return (facts.others.all ??= noFacts());
  if (name === 'subprojects') return (facts.others.sub ??= noFacts());
  if (name === 'configure' && tokens.some((token) => isWord(token, 'subprojects', 'allprojects')))
    return onlySome(tokens) ? noFacts() : (facts.others.sub ??= noFacts());
  const path = name === 'project' ? bracketed(tokens, 1)?.[0] : undefined;
  if (path?.kind !== 'string') return null;
  return factsNamed(facts, path.text);
}

function factsNamed(facts: Facts, path: string): Facts {
  const known = facts.others.named.get(path) ?? noFacts();
  facts.others.named.set(path, known);
  return known;
}

/** `nmcpAggregation(project(":x"))`: one of the projects that are uploaded together. */
function aggregatedProject(tokens: readonly Token[]): string | null {
  const path = isWord(tokens[0], 'nmcpAggregation') && isWord(tokens[2], 'project') ? tokens[4] : undefined;
  return path?.kind === 'string' ? path.text : null;
}

/** `configure(subprojects.filter { … })`: files cannot tell which. */
function onlySome(tokens: readonly Token[]): boolean {
  return tokens.some((token) => isWord(token, 'filter', 'findAll', 'matching', 'minus') || isSign(token, '-'));
}

function assign(statement: Statement, inside: readonly string[], facts: Facts): void {
  const { tokens, line } = statement;
  const publication = inside.includes('publications') && !inside.includes('pom');
  const setting = settingOf(tokens);
  if (setting !== null) {
    const { name, value } = setting;
    if (inside.length === 0 && name === 'group') facts.group ??= value;
    else if (inside.length === 0 && name === 'version') facts.version ??= value;
    else if (publication && (name === 'groupId' || name === 'artifactId')) setId(facts, name, value, line);
    else if (name === 'url' && inside.includes('publishing') && inside.includes('repositories'))
      keep(facts.repositories, value);
    else if (name === 'url' && inside.at(-1) === 'scm') facts.scm ??= value;
    if (inside.length === 0 || inside.at(-1) === 'ext') facts.variables.set(name, value);
  }
  const variable = variableOf(tokens);
  if (variable !== null && inside.length === 0) facts.variables.set(variable.name, variable.value);
  if (!inside.includes('pom')) facts.coordinates ??= coordinatesIn(tokens, line);
}

/** A block that makes a publication; until it sets other ids, the project's own hold. */
function startsPublication({ tokens }: Statement, inside: readonly string[]): boolean {
  const words = tokens.filter((token) => token.kind === 'word').map(({ text }) => text);
  if (inside.at(-1) === 'publications') return !changes.has(words[0] ?? '');
  return words[0] === 'publications' && makes.has(words[1] ?? '');
}

const makes = new Set(['create', 'register']);
const changes = new Set(['all', 'configureEach', 'withType', 'named', 'matching', 'getByName', 'if', 'afterEvaluate']);

function setId(facts: Facts, name: 'groupId' | 'artifactId', value: Expression, line: number): void {
  const last = facts.publications.pop() ?? noIds(line);
  facts.publications.push(name === 'groupId' ? { ...last, group: value } : { ...last, artifact: value, line });
}

interface Setting {
  readonly name: string;
  readonly value: Expression;
}

/** `name = value`, `name value`, `name(value)`, `name.set(value)`, `setName(value)`, each maybe after `project.` or `ext.` */
function settingOf(tokens: Expression): Setting | null {
  let at = 0;
  while (isWord(tokens[at], 'project', 'this', 'ext', 'extra', 'it') && isSign(tokens[at + 1], '.')) at += 2;
  const [word, next, after] = tokens.slice(at, at + 3);
  if (isWord(word, 'ext', 'extra') && isSign(next, '[')) {
    const key = bracketed(tokens, at + 1)?.[0];
    return key?.kind === 'string' && isSign(tokens[at + 4], '=')
      ? { name: key.text, value: tokens.slice(at + 5) }
      : null;
  }
  if (word?.kind !== 'word' || next === undefined) return null;
  if (isSign(next, '=')) return isSign(after, '=') ? null : { name: word.text, value: tokens.slice(at + 2) };
  if (isSign(next, '.') && isWord(after, 'set')) return argument(word.text, tokens, at + 3);
  if (isSign(next, '('))
    return argument(
      /^set[A-Z]/.test(word.text) ? `${word.text.charAt(3).toLowerCase()}${word.text.slice(4)}` : word.text,
      tokens,
      at + 1,
    );
  // Groovy lets a call go without brackets; keywords and types before a name are no such call.
  if (next.kind === 'string' || (next.kind === 'word' && callable.has(word.text)))
    return { name: word.text, value: tokens.slice(at + 1) };
  return null;
}

const callable = new Set(['group', 'version', 'groupId', 'artifactId', 'url']);

function argument(name: string, tokens: Expression, open: number): Setting | null {
  const inside = bracketed(tokens, open);
  return inside === null || inside.length + open + 2 !== tokens.length ? null : { name, value: inside };
}

/** `val x = …`, `val x: String = …`, `def x = …`, `String x = …`, `val x by extra("…")` */
function variableOf(tokens: Expression): Setting | null {
  let start = 0;
  while (isWord(tokens[start], 'private', 'internal', 'const', 'final', 'static')) start++;
  if (!isWord(tokens[start], 'val', 'var', 'def', 'String')) return null;
  const name = tokens[start + 1];
  if (name?.kind !== 'word') return null;
  const equals = tokens.findIndex((token, index) => index > start + 1 && isSign(token, '='));
  if (equals !== -1 && equals <= start + 4) return { name: name.text, value: tokens.slice(equals + 1) };
  const extra = tokens.findIndex((token) => isWord(token, 'extra'));
  return extra === -1 ? null : argument(name.text, tokens, extra + 1);
}

/** `coordinates("g", "a", "v")`, by position or by name, in part or whole, with or without brackets. */
function coordinatesIn(tokens: Expression, line: number): Coordinates | null {
  const start = tokens.findIndex((token) => isWord(token, 'coordinates'));
  if (start === -1 || (start > 0 && !isSign(tokens[start - 1], '.'))) return null;
  const inside =
    bracketed(tokens, start + 1) ?? (tokens[start + 1]?.kind === 'string' ? tokens.slice(start + 1) : null);
  if (inside === null || inside.length === 0) return null;
  const found = new Map<string, Expression>();
  for (const [index, part] of splitAt(inside, ',').entries()) {
    const named = part[0]?.kind === 'word' && (isSign(part[1], '=') || isSign(part[1], ':'));
    found.set(named ? (part[0]?.text ?? '') : (positions[index] ?? ''), named ? part.slice(2) : part);
  }
  return {
    group: found.get('groupId') ?? null,
    artifact: found.get('artifactId') ?? null,
    version: found.get('version') ?? null,
    line,
  };
}

const positions = ['groupId', 'artifactId', 'version'];
