import { bashWord } from './bash-words.ts';
import type { ShellCommand, Word } from './model.ts';
import { joinParts, type SourceText } from './source-text.ts';
import type { SyntaxNode } from './syntax-tree.ts';

type Assignment = ShellCommand['assignments'][number];

/** The `NAME=value` among the nodes. `NAME+=value` reads the variable and adds to it. */
export function assignmentsOf(nodes: readonly SyntaxNode[], exported: boolean, source: SourceText): Assignment[] {
  return nodes
    .filter((node) => node.type === 'variable_assignment')
    .map((node) => {
      const [target, operator, value] = node.children;
      const written = target === undefined ? '' : source.text.slice(target.start, target.end);
      const name = source.written(written);
      const added = value === undefined ? [] : bashWord(value, source);
      return { name, value: operator?.type === '+=' ? joinParts([itself(name), ...added]) : added, exported };
    });
}

/**
 * `export`, `declare`, `typeset`, `local`, `readonly` with what they assign. A bare name that is exported
 * (`export NAME`) is assigned its own value. What assigns nothing (`declare -f x`) stays a command.
 */
export function declarationCommand(
  node: SyntaxNode,
  source: SourceText,
): { words: readonly Word[]; assignments: readonly Assignment[] } {
  const [keyword, ...rest] = node.children;
  const program = keyword === undefined ? '' : source.text.slice(keyword.start, keyword.end);
  const flags = rest
    .filter((child) => child.type === 'word')
    .map((child) => source.text.slice(child.start, child.end))
    .filter((word) => /^-[A-Za-z]+$/.test(word))
    .join('');
  const exported = program === 'export' ? !flags.includes('n') : flags.includes('x');
  const assignments = rest.flatMap((child) => declared(child, exported, source));
  if (assignments.length > 0) return { words: [], assignments };
  return { words: node.children.map((child) => bashWord(child, source)), assignments };
}

function declared(node: SyntaxNode, exported: boolean, source: SourceText): Assignment[] {
  if (node.type === 'variable_assignment') return assignmentsOf([node], exported, source);
  if (node.type === 'variable_name') {
    const name = source.written(source.text.slice(node.start, node.end));
    return exported ? [{ name, value: [itself(name)], exported }] : [];
  }
  return node.named ? fromWord(bashWord(node, source), exported) : [];
}

/** `export "NAME=value"`: the name ends at the first `=` of the word. */
function fromWord(word: Word, exported: boolean): Assignment[] {
  const [first, ...rest] = word;
  if (first?.kind !== 'text') return [];
  const at = first.text.indexOf('=');
  if (!/^[A-Za-z_]\w*=/.test(first.text)) return [];
  const value = joinParts([{ kind: 'text', text: first.text.slice(at + 1) }, ...rest]);
  return [{ name: first.text.slice(0, at), value, exported }];
}

function itself(name: string): Word[number] {
  return { kind: 'variable', name, fallback: null, source: `$${name}` };
}
