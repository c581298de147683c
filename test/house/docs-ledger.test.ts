import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { storyStage } from '../../scripts/bench/story-stage.ts';
import { registryVariables } from '../../src/http/index.ts';
import { scenarioSchema } from '../../src/sandbox/scenario-schema.ts';
import { storySchema } from '../../src/sandbox/stories/story-schema.ts';
import { joinNames, signalIds, trustRanks } from '../../src/types/ledger-words.ts';

const read = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

describe('docs/ledger.md', () => {
  const text = read('ledger.md');

  it('has a row for every signal, join and rank, and for no other signal', () => {
    const [, signals = ''] = /\n## Signals\n([^]*?)\n## /.exec(text) ?? [];
    expect(rowsIn(signals).toSorted()).toEqual([...signalIds].toSorted());
    const rows = new Set(rowsIn(text));
    expect([...joinNames, ...trustRanks].filter((name) => !rows.has(name))).toEqual([]);
  });

  it('shows what the command prints', async () => {
    const stage = await storyStage('scenarios/incidents/tanstack.yml');
    const words = ['ledger', '--package', '@sestertius/history', '--limit', '2', '--no-color'];
    const { out } = await stage.run(words, { columns: 100 });
    await stage.close();
    const [, shown] = /<!-- ledger -->\n```text\n([^]*?)```\n<!-- \/ledger -->/.exec(text) ?? [];
    expect(shown).toBe(out);
  }, 60_000);
});

it('docs/registries.md names the variable of every address', () => {
  const rows = new Set(rowsIn(read('registries.md')));
  const addresses = registryVariables.filter(({ gives }) => gives === 'address').map(({ name }) => name);
  expect(addresses.filter((name) => !rows.has(name))).toEqual([]);
});

describe('docs/scenarios.md', () => {
  it.each([
    ['story', storySchema],
    ['scenario', scenarioSchema],
  ])('explains every key of a %s', (name, schema) => {
    const [, part = ''] = new RegExp(`\n## Keys of a ${name}\n([^]*?)\n## `).exec(read('scenarios.md')) ?? [];
    const told = new Set(tableLines(part).flatMap((line) => codeIn(line)));
    const keys = keysOf(z.toJSONSchema(schema, { unrepresentable: 'any' }));
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter((key) => !told.has(key))).toEqual([]);
  });
});

/** What stands as code in the first cells of the tables. */
function rowsIn(text: string): readonly string[] {
  return tableLines(text).flatMap((line) => codeIn(line.split('|')[1] ?? ''));
}

function tableLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.startsWith('| '));
}

function codeIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.split(/[^\w-]+/).filter(Boolean));
}

/** Names of properties at any depth, each once. */
function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
  return [...new Set([...own, ...Object.values(schema).flatMap(keysOf)])];
}
