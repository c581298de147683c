import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseArguments } from '../../src/cli/arguments.ts';
import { Misuse } from '../../src/cli/command.ts';
import { commands, run } from '../../src/cli/main.ts';
import type { Surroundings } from '../../src/cli/surroundings.ts';
import { organisationPolicySchema, policySchema } from '../../src/policy/schema.ts';
import { loadShells, parseScript, type Word } from '../../src/workflows/shell/index.ts';
import { pagePaths, readPage, root } from './markdown-pages.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

const pages = pagePaths().map(readPage);

/** What a page shows to be typed: behind `$ ` in its console blocks, with the lines that are printed for it. */
interface Typed {
  readonly page: string;
  readonly line: string;
  readonly printed: string;
}

const typed: readonly Typed[] = pages.flatMap(({ path, fences }) =>
  fences.filter(({ language }) => language === 'console').flatMap(({ text }) => typedIn(path, text)),
);

beforeAll(() => loadShells(['bash']));

describe('what the pages show to be typed', () => {
  it('are commands and scripts that exist, with options that exist', async () => {
    expect(typed.length).toBeGreaterThan(40);
    const wrong: string[] = [];
    for (const { page, line } of typed)
      for (const words of wordsOf(line))
        wrong.push(...(await troubleOf(words)).map((told) => `${page}: ${line}: ${told}`));
    expect(wrong).toEqual([]);
  });

  it('and what stands as code in their sentences, too', async () => {
    const wrong: string[] = [];
    let seen = 0;
    for (const { path, codes } of pages)
      for (const code of codes.filter((each) => /^mintmark [a-z]/.test(each))) {
        seen += 1;
        for (const words of wordsOf(code.replaceAll('…', '')))
          wrong.push(...(await troubleOf(words)).map((told) => `${path}: ${code}: ${told}`));
      }
    expect(seen).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['mintmark adit', 'no command adit'],
    ['mintmark audit --offlin', 'unknown option --offlin; did you mean --offline?'],
    ['mintmark audit --format', '--format needs a value: --format FORMAT'],
    ['npm run mintmark -- audit --nothing', 'unknown option --nothing'],
    ['npm run nothing', 'no script nothing'],
    ['npm ci && npm run nothing', 'no script nothing'],
    ['node src/nothing.ts', 'no file src/nothing.ts'],
  ])('%s would be told', async (line, told) => {
    const all = await Promise.all(wordsOf(line).map(troubleOf));
    expect(all.flat()).toEqual([expect.stringContaining(told)]);
  });
});

describe('what a page says is printed', () => {
  const shown = typed.filter(({ printed }) => printed !== '');

  it('is shown somewhere', () => {
    expect(shown.length).toBeGreaterThan(2);
  });

  it.each(shown.map(({ page, line, printed }) => [page, line, printed]))(
    'in %s is what %s prints',
    async (_page, line, printed) => {
      const [words = []] = wordsOf(line);
      const command = ownWords(words);
      expect(command, 'only Mintmark itself is run').not.toBeNull();
      const out = await outputOf(command ?? []);
      const pieces = printed.split(/^…\n/m).filter((piece) => piece !== '');
      for (const piece of pieces) expect(out).toContain(piece);
    },
    60_000,
  );
});

describe('the README', () => {
  it('has a row for every command', () => {
    const text = readFileSync(join(root, 'README.md'), 'utf8');
    const rows = text.split('\n').filter((line) => line.startsWith('| `mintmark '));
    const told = rows.flatMap((row) => [...row.matchAll(/`mintmark ([a-z-]+)/g)].map(([, name = '']) => name));
    expect(told.toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
  });
});

it('every policy that a page shows is one', () => {
  const keys = new Set([...Object.keys(policySchema.shape), ...Object.keys(organisationPolicySchema.shape)]);
  const shown = pages.flatMap(({ path, fences }) =>
    fences
      .filter(({ language, text }) => language === 'yaml' && keys.has(/^[a-z-]+(?=:)/.exec(text)?.[0] ?? ''))
      .map(({ text }) => ({ path, text, file: parse(text) as unknown })),
  );
  expect(shown.map(({ path }) => path)).toEqual(expect.arrayContaining(['README.md', 'docs/rolling-out.md']));
  const wrong = shown.filter(
    ({ file }) => !policySchema.safeParse(file).success && !organisationPolicySchema.safeParse(file).success,
  );
  expect(wrong).toEqual([]);
});

function typedIn(page: string, block: string): readonly Typed[] {
  const [, ...parts] = `\n${block}`.split(/\n\$ /);
  return parts.map((part) => {
    const lines = part.replace(/\\\n\s*/g, ' ').split('\n');
    const printed = lines.slice(1).join('\n').trim();
    return { page, line: lines[0] ?? '', printed: printed === '' ? '' : `${printed}\n` };
  });
}

/** The words of each command in a line, as a shell reads it. */
function wordsOf(line: string): readonly (readonly string[])[] {
  const withoutNames = line.replaceAll(/[[\]]/g, '');
  return parseScript(withoutNames, 'bash').commands.map(({ words }) => words.map(textOf));
}

function textOf(word: Word): string {
  return word.map((part) => ('text' in part ? part.text : 'VALUE')).join('');
}

/** What was typed behind `mintmark`, in whichever way it was called; null where something else is called. */
function ownWords(words: readonly string[]): readonly string[] | null {
  const [program, ...rest] = words;
  if (program === 'mintmark') return rest;
  if (program === 'npx' && rest[0] === 'mintmark') return rest.slice(1);
  if (program === 'node' && rest[0] === 'src/main.ts') return rest.slice(1);
  const script = program === 'npm' && rest[0] === 'run' ? rest.findIndex((word) => word === 'mintmark') : -1;
  if (script > 0) return rest.slice(script + 1).filter((word) => word !== '--');
  const start = words.indexOf('scripts/container-start.ts');
  return start > 0 ? words.slice(start + 1) : null;
}

/** What is wrong with a command; nothing for programs that are not ours. */
async function troubleOf(words: readonly string[]): Promise<readonly string[]> {
  const own = ownWords(words);
  if (own !== null) return ownTrouble(own);
  const [program, ...rest] = words;
  if (program === 'npm') return npmTrouble(rest);
  const [file = ''] = rest;
  if (program === 'node' && !file.startsWith('-')) return existsSync(join(root, file)) ? [] : [`no file ${file}`];
  return [];
}

async function ownTrouble([name = '', ...words]: readonly string[]): Promise<readonly string[]> {
  if (name === '--help' || name === '--version' || name === '' || name === 'COMMAND') return [];
  const entry = commands.find((command) => command.name === name);
  if (entry === undefined) return [`no command ${name}`];
  if (words.includes('--help')) return [];
  const { options, operands } = await entry.load();
  try {
    const most = operands.endsWith('…') ? 50 : operands.split(/[ |]/).length;
    parseArguments(words, options, operands === '' ? 0 : most);
    return [];
  } catch (error) {
    if (error instanceof Misuse) return [error.message];
    throw error;
  }
}

function npmTrouble(words: readonly string[]): readonly string[] {
  const [verb, ...rest] = words.filter((word) => word !== '-s' && word !== '--silent');
  const name = verb === 'run' ? rest[0] : verb === 'test' || verb === 'start' ? verb : null;
  return name === null || name === undefined || name in scripts ? [] : [`no script ${name}`];
}

async function outputOf(words: readonly string[]): Promise<string> {
  const pieces: string[] = [];
  const output = { write: (text: string) => void pieces.push(text), isTTY: false, columns: null };
  const around: Surroundings = {
    folder: root,
    environment: {},
    stdout: output,
    stderr: output,
    today: () => '2026-11-22',
    now: () => Date.parse('2026-11-22T12:00:00Z'),
    engine: () => import('../../src/cli/engine.ts'),
  };
  await run(words, around);
  return pieces.join('');
}
