import { readBash } from './bash-reader.ts';
import { readCmd } from './cmd-reader.ts';
import { canRead } from './grammars.ts';
import type { Dialect, Script, Word } from './model.ts';
import { readPowerShell } from './powershell-reader.ts';
import { readProcesses } from './process-reader.ts';
import { type ScriptBuilder, scriptBuilder } from './script-builder.ts';
import { type SourceText, sourceOfScript, sourceOfWord } from './source-text.ts';
import { parseTrees, type SyntaxNode } from './syntax-tree.ts';

/**
 * The commands of a script. Never throws; what cannot be read is named by its lines, which is the whole script where
 * `loadShells` has not been asked for the dialect. The same script is read once.
 */
export function parseScript(text: string, dialect: Dialect): Script {
  const key = `${dialect}\n${text}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const final = canRead(dialect);
  const script = readText(text, dialect);
  if (final && text.length <= maxCachedLength) {
    if (cache.size >= maxCached || cachedLength > maxCachedLength) {
      cache.clear();
      cachedLength = 0;
    }
    cache.set(key, script);
    cachedLength += key.length;
  }
  return script;
}

/** The same for a script that is known only in part: what is not text stays what it is. */
export function parseWord(word: Word, dialect: Dialect): Script {
  const [only, ...more] = word;
  if (only?.kind === 'text' && more.length === 0) return parseScript(only.text, dialect);
  const length = word.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 0), 0);
  if (length > maxLength || word.length > maxParts) return { commands: [], unread: [0] };
  const cleaned = word.map((part) => (part.kind === 'text' ? { ...part, text: clean(part.text) } : part));
  return readSource(sourceOfWord(cleaned, misread[dialect]), dialect);
}

/** The grammar of bash takes `((` at the start of a string for arithmetic. */
const misread: { readonly [dialect in Dialect]?: RegExp } = { bash: /(?<=")\(\(/ };

/** UTF-16 code units; the lines after it are marked unread. */
const maxLength = 256 * 1024;
const maxParts = 10_000;
const maxCached = 2_000;
/** UTF-16 code units of all that is kept: a large script is the one that costs most to read again. */
const maxCachedLength = 4 * 1024 * 1024;

const cache = new Map<string, Script>();
let cachedLength = 0;

type Reader = (source: SourceText, builder: ScriptBuilder) => void;

const readers: { readonly [dialect in Dialect]: Reader } = {
  bash: withTree('bash', readBash),
  pwsh: readPowerShell,
  cmd: readCmd,
  python: withTree('python', (root, source, builder) =>
    readProcesses(root, source, builder, 'python', (line) => parseWord(line, 'bash')),
  ),
  javascript: withTree('javascript', (root, source, builder) =>
    readProcesses(root, source, builder, 'javascript', (line) => parseWord(line, 'bash')),
  ),
};

function readText(text: string, dialect: Dialect): Script {
  const whole = clean(text);
  if (whole.length <= maxLength) return readSource(sourceOfScript(whole, misread[dialect]), dialect);
  const end = whole.lastIndexOf('\n', maxLength);
  const kept = whole.slice(0, end < 0 ? maxLength : end);
  const script = readSource(sourceOfScript(kept, misread[dialect]), dialect);
  const unread = new Set(script.unread);
  const lines = whole.split('\n').length;
  for (let line = kept.split('\n').length - (end < 0 ? 1 : 0); line < lines; line++) unread.add(line);
  return { commands: script.commands, unread: [...unread].sort((a, b) => a - b) };
}

/** Line ends as one character, and nothing that a parser takes for the end of its input. */
function clean(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\0', '\ufffd');
}

function readSource(source: SourceText, dialect: Dialect): Script {
  const builder = scriptBuilder();
  try {
    readers[dialect](source, builder);
  } catch (error) {
    // The bounds of each reader should keep it from running out of stack; a hostile script must not stop an audit.
    if (!(error instanceof RangeError)) throw error;
    builder.markUnread(0, source.lines - 1);
  }
  return builder.script();
}

function withTree(
  dialect: Dialect,
  read: (root: SyntaxNode, source: SourceText, builder: ScriptBuilder) => void,
): Reader {
  return (source, builder) => {
    for (const tree of parseTrees(dialect, source.text)) {
      let done = -1;
      for (const { start, end } of tree.unread.toSorted((a, b) => a.start - b.start)) {
        const last = source.lineAt(Math.max(start, end - 1));
        builder.markUnread(Math.max(done + 1, source.lineAt(start)), last);
        done = Math.max(done, last);
      }
      read(tree.root, source, builder);
    }
  };
}
