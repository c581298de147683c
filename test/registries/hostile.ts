import { expect } from 'vitest';
import type { RegistryClient } from '../../src/registries/client.ts';
import type { PackageHistory } from '../../src/registries/release.ts';
import type { Observation } from '../../src/types/observation.ts';
import { type Answer, fakeHttp } from './replies.ts';

/** Answers with status 200 that are none of any document. */
export const noDocuments: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'a page': '<!doctype html><html><head><title>Welcome</title></head><body>Sign in<br></body></html>',
  null: 'null',
  'a number': '17',
  'a word': '"word"',
  'a list': '[[[]]]',
  'an empty object': '{}',
  'brackets without an end': '['.repeat(200_000),
  bytes: '\u0000\ufffd\u0001',
  'a bomb of entities':
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><b>&c;</b>',
};

/** What a value of another type may be replaced by. */
const wrongValues: readonly unknown[] = [
  null,
  17,
  -1,
  true,
  'x',
  '',
  [],
  {},
  [null],
  { a: 1 },
  '\u202e<script>',
  1e308,
];

/** The document with one of its values replaced, for each of its values and each wrong one. */
export function* withWrongTypes(document: unknown): Generator<unknown> {
  yield* wrongValues;
  if (typeof document !== 'object' || document === null) return;
  for (const [key, value] of Object.entries(document)) {
    for (const wrong of withWrongTypes(value)) yield withKey(document, key, wrong);
    yield withKey(document, key, undefined);
  }
}

function withKey(document: object, key: string, value: unknown): unknown {
  if (Array.isArray(document)) return document.with(Number(key), value);
  return { ...document, [key]: value };
}

/** Asks for a history where one answer is replaced, and expects something that can be stored and believed. */
export async function historyWith(
  client: RegistryClient,
  name: string,
  answers: Readonly<Record<string, Answer>>,
  replaced: { readonly address: string; readonly body: unknown },
): Promise<Observation<PackageHistory>> {
  const answer = { ...answers[replaced.address], body: replaced.body };
  const history = await client.history(name, fakeHttp({ ...answers, [replaced.address]: answer }));
  if (history.state === 'seen') expectSound(history.value);
  return history;
}

/** A history is plain data, in the order of time, of versions that may stand in an address. */
export function expectSound(history: PackageHistory): void {
  expect(JSON.parse(JSON.stringify(history))).toEqual(history);
  const times = history.releases.map(({ publishedAt }) => publishedAt ?? '');
  expect(times).toEqual(times.toSorted());
  for (const { version } of history.releases) expect(version).toMatch(/^[0-9A-Za-z][0-9A-Za-z.!+_-]*$/);
}
