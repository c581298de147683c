import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { discardEngine } from '../../../src/workflows/shell/grammars.ts';
import { type Dialect, loadShells, parseScript, unwrap } from '../../../src/workflows/shell/index.ts';

const dialects: readonly Dialect[] = ['bash', 'pwsh', 'cmd', 'python', 'javascript'];

beforeAll(() => loadShells(dialects));

const fragments =
  `$( \` " ' \${ } { ( ) \${{ \${{x}} | && ; ^ \\ if then fi for do done case esac in function npm $x %X% <<EOF EOF
  @" "@ @( = > >> < # run([ ]) f" [ ] , eval npx`
    .split(/\s+/)
    .concat('\n', '\r\n', ' ', 'bash -c ', '<<EOF\n', '@"\n');

/** Pieces of scripts in any order come closer to a grammar's corners than letters do. */
const script = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((pieces) => pieces.join('')),
);

describe.each(dialects)('any text as %s', (dialect) => {
  it('is read without an error, and what is found lies within it', () => {
    fc.assert(
      fc.property(script, (text) => {
        const { commands, unread } = parseScript(text, dialect);
        const last = text.split('\n').length - 1;
        for (const line of unread) expect(line >= 0 && line <= last).toBe(true);
        commands.forEach(({ line, endLine, pipedFrom }, index) => {
          expect(line >= 0 && line <= endLine && endLine <= last).toBe(true);
          expect(pipedFrom === null || (pipedFrom >= 0 && pipedFrom < commands.length && pipedFrom !== index)).toBe(
            true,
          );
        });
        for (const command of commands)
          for (const inner of unwrap(command))
            expect(inner.line >= command.line && inner.endLine <= Math.max(command.endLine, inner.line)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('quoting', () => {
  const argument = fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).filter((text) => !text.includes('${{'));
  const styles: readonly ((text: string) => string)[] = [
    (text) => `'${text.replaceAll("'", `'\\''`)}'`,
    (text) => `"${text.replace(/["\\$`]/g, '\\$&')}"`,
    // The grammar takes `\\` before the closing quote for an escaped quote.
    (text) => `$'${text.replaceAll('\\', '\\x5c').replaceAll("'", "\\'")}'`,
    // The grammar passes over an escaped blank where a word begins.
    (text) => (/^ |^$/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : text.replace(/[^\w]/g, '\\$&')),
  ];

  it('gives arguments back as they were, however they were quoted for bash', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(argument, fc.constantFrom(...styles)), { minLength: 1, maxLength: 5 }),
        (quotedArguments) => {
          const line = `a ${quotedArguments.map(([text, quote]) => quote(text)).join(' ')}`;
          const [command] = parseScript(line, 'bash').commands;
          const words = command?.words.map((word) =>
            word.map((part) => (part.kind === 'text' ? part.text : '?')).join(''),
          );
          expect(words).toEqual(['a', ...quotedArguments.map(([text]) => text)]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives arguments back as they were when PowerShell quotes them', () => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 5 }), (texts) => {
        const line = `a ${texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(' ')}`;
        const [command] = parseScript(line, 'pwsh').commands;
        const words = command?.words.map((word) =>
          word.map((part) => (part.kind === 'text' ? part.text : '?')).join(''),
        );
        expect(words).toEqual(['a', ...texts]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('bounds', () => {
  it('cuts long scripts off and names the rest', () => {
    const line = `echo ${'x'.repeat(1018)}\n`;
    const { commands, unread } = parseScript(line.repeat(300), 'bash');
    expect(commands.length).toBeGreaterThan(200);
    expect(commands.length).toBeLessThan(260);
    expect(unread.at(0)).toBe(commands.length);
    expect(unread.at(-1)).toBe(300);
  });

  it('finds commands in every stretch of a script that is parsed in several', () => {
    const line = `npm publish ${'x'.repeat(87)}\n`;
    const { commands, unread } = parseScript(line.repeat(1500), 'bash');
    expect(commands.map((command) => command.line)).toEqual(Array.from({ length: 1500 }, (_, index) => index));
    expect(unread).toEqual([]);
  });

  it.each([
    ['bash', '$('],
    ['bash', '"$('],
    ['bash', '<<A '],
    ['bash', '{ '],
    ['pwsh', '$('],
    ['pwsh', '@{'],
    ['pwsh', '$x=1|'],
    ['cmd', '( '],
    ['cmd', 'if a==b '],
    ['python', '('],
    ['javascript', '(`${'],
  ] as const)(
    'answers soon when %s nests %s without end',
    (dialect, opening) => {
      const { unread } = parseScript(opening.repeat(Math.ceil(1_000_000 / opening.length)), dialect);
      expect(unread).toContain(0);
    },
    10_000,
  );

  it('reads again once an engine that failed has been replaced', async () => {
    discardEngine();
    expect(parseScript('npm one', 'bash')).toEqual({ commands: [], unread: [0] });
    await loadShells();
    expect(parseScript('npm one', 'bash').commands).toHaveLength(1);
    expect(parseScript('run(["npm"])', 'python').commands).toHaveLength(1);
  });
});
