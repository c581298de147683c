import type { Statement } from './statements.ts';
import { bracketed, type Expression, isSign, isWord } from './values.ts';

/** Something that a build script brings in. */
export type Applied =
  | { readonly kind: 'plugin'; readonly id: string }
  /** `alias(libs.plugins.maven.publish)`: `maven.publish` of the catalog `libs`. */
  | { readonly kind: 'alias'; readonly catalog: string; readonly alias: string }
  /** `apply from: "gradle/publish.gradle"` */
  | { readonly kind: 'script'; readonly path: Expression };

/**
 * Whether a plugin makes its project publish Maven artifacts: by its id, or because a convention plugin of the project
 * says so in its name.
 */
export function isPublisher(id: string): boolean {
  return id === 'maven' || (/publish/i.test(id) && !elsewhere.has(id));
}

/** They publish to other places, or on behalf of other projects of the build. */
const elsewhere = new Set([
  'com.gradle.plugin-publish',
  'com.gradle.publish',
  'io.github.gradle-nexus.publish-plugin',
  'de.marcphilipp.nexus-publish',
  'ivy-publish',
  'com.github.breadmoirai.github-release',
]);

/** Plugins that upload to Maven Central; what other repositories a build names is then beside the point. */
export function isCentralUploader(id: string): boolean {
  return /vanniktech\.maven\.publish|gradle-nexus|nexus-publish|nexus\.staging|sonatype|maven-?central|nmcp|jreleaser/i.test(
    id,
  );
}

/** What one statement applies. `apply false` only puts a plugin on the classpath. */
export function appliedIn({ tokens }: Statement, inside: readonly string[]): Applied[] {
  if (inside.length === 1 && inside[0] === 'plugins') return pluginIn(tokens);
  if (inside.at(-1) === 'apply') return inBlock(tokens);
  const apply = tokens.findIndex((token) => isWord(token, 'apply'));
  if (apply === -1 || (apply > 0 && !isSign(tokens[apply - 1], '.'))) return [];
  return applyIn(
    bracketed(tokens, apply + 1) ?? typeArgument(tokens, apply + 1) ?? tokens.slice(apply + 1),
    tokens,
    apply,
  );
}

/** A line of `plugins { … }`. */
function pluginIn(tokens: Expression): Applied[] {
  const [first, ...rest] = tokens;
  if (first?.kind !== 'word' || isAppliedFalse(rest)) return [];
  const argument = bracketed(tokens, 1) ?? rest;
  if (first.text === 'alias') return aliasIn(argument);
  const [id] = argument;
  if (first.text === 'id') return id?.kind === 'string' ? [{ kind: 'plugin', id: id.text }] : [];
  if (first.text === 'kotlin') return [];
  return [{ kind: 'plugin', id: [first, ...accessor(rest)].map(({ text }) => text).join('.') }];
}

/** `build-logic.publishing` may be written as a dotted name in Kotlin. */
function accessor(rest: Expression): Expression {
  const names = [];
  for (let at = 0; isSign(rest[at], '.') && rest[at + 1]?.kind === 'word'; at += 2)
    names.push(...rest.slice(at + 1, at + 2));
  return names;
}

function isAppliedFalse(tokens: Expression): boolean {
  const apply = tokens.findLastIndex((token) => isWord(token, 'apply'));
  return apply !== -1 && tokens.slice(apply + 1, apply + 3).some((token) => isWord(token, 'false'));
}

function aliasIn(tokens: Expression): Applied[] {
  const words = tokens.filter((token) => token.kind === 'word').map(({ text }) => text);
  const at = words.indexOf('plugins');
  return at < 1 ? [] : [{ kind: 'alias', catalog: words[0] ?? '', alias: words.slice(at + 1).join('.') }];
}

/** `apply plugin: 'x'`, `apply(plugin = "x")`, `pluginManager.apply("x")`, `apply<XPlugin>()`, `apply from: 'x'` */
function applyIn(argument: Expression, tokens: Expression, apply: number): Applied[] {
  const [first, sign, ...value] = argument;
  const named = isSign(sign, ':') || isSign(sign, '=');
  if (named && isWord(first, 'from')) return [{ kind: 'script', path: value }];
  const id = named && isWord(first, 'plugin') ? value[0] : first;
  if (id?.kind === 'string') {
    const onPlugins = named || tokens.slice(0, apply).some((token) => isWord(token, 'plugins', 'pluginManager'));
    return onPlugins ? [{ kind: 'plugin', id: id.text }] : [];
  }
  return id?.kind === 'word' ? [{ kind: 'plugin', id: id.text }] : [];
}

/** `apply { plugin("x"); from("y.gradle") }` */
function inBlock(tokens: Expression): Applied[] {
  const argument = bracketed(tokens, 1) ?? tokens.slice(1);
  const [id] = argument;
  if (isWord(tokens[0], 'from')) return [{ kind: 'script', path: argument }];
  return isWord(tokens[0], 'plugin') && id?.kind === 'string' ? [{ kind: 'plugin', id: id.text }] : [];
}

function typeArgument(tokens: Expression, open: number): Expression | null {
  return isSign(tokens[open], '<') ? tokens.slice(open + 1, open + 2) : null;
}
