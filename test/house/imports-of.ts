import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import treeSitter from '@vscode/tree-sitter-wasm';

/** One place where a file names another module: an import, a re-export, or `import()`. */
export interface Import {
  /** As written: `./model.ts`, `node:fs`, `yaml`; null where it is not a literal. */
  readonly specifier: string | null;
  /** 1-based. */
  readonly line: number;
}

/** Makes a reader of TypeScript's imports. It parses, so that an import in a comment or a string is none. */
export async function importReader(): Promise<(code: string) => readonly Import[]> {
  const grammar = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm');
  const [bytes] = await Promise.all([readFile(grammar), treeSitter.Parser.init()]);
  const language = await treeSitter.Language.load(bytes);
  const parser = new treeSitter.Parser().setLanguage(language);
  const query = new treeSitter.Query(
    language,
    `(import_statement source: (_) @source)
     (export_statement source: (_) @source)
     (call_expression function: (import) arguments: (arguments . (_) @source))
     (ERROR) @misread`,
  );
  return (code) => {
    const tree = parser.parse(code);
    if (tree === null) throw new Error('the parser gave up');
    const captures = query.captures(tree.rootNode);
    // The grammar trips over rare pieces of a function; that does no harm where they can hide no import.
    const hiding = captures.some(({ name, node }) => name === 'misread' && /\b(?:import|from)\b/.test(node.text));
    if (hiding) throw new Error('the grammar does not understand the imports of this file');
    const found = captures
      .filter(({ name }) => name === 'source')
      .map(({ node }) => ({
        specifier: node.type === 'string' ? node.text.slice(1, -1) : null,
        line: node.startPosition.row + 1,
      }));
    tree.delete();
    return found;
  };
}
