import { bashWord, hereDocument } from './bash-words.ts';
import type { Redirect, Word } from './model.ts';
import type { SourceText } from './source-text.ts';
import type { SyntaxNode } from './syntax-tree.ts';

export const redirectNodes = new Set(['file_redirect', 'heredoc_redirect', 'herestring_redirect']);

/** What the redirects among the nodes do with the standard streams. */
export function redirectsOf(nodes: readonly SyntaxNode[], source: SourceText): Redirect[] {
  return nodes.flatMap((node): Redirect[] => {
    if (node.type === 'heredoc_redirect') return [{ operator: '<<', target: hereDocument(node, source) }];
    const target = node.children.at(-1);
    if (target === undefined) return [];
    if (node.type === 'herestring_redirect') return [{ operator: '<<<', target: bashWord(target, source) }];
    return node.type === 'file_redirect' ? fileRedirect(node, target, source) : [];
  });
}

/** What the redirect operators that concern a file do. */
const redirectOperators: { readonly [operator: string]: '>' | '>>' | '<' } = {
  '>': '>',
  '>|': '>',
  '&>': '>',
  '>&': '>',
  '>>': '>>',
  '&>>': '>>',
  '<': '<',
};

/** Only the standard streams count: where errors go (`2>`), and copies of a stream (`>&2`), tell nothing. */
function fileRedirect(node: SyntaxNode, target: SyntaxNode, source: SourceText): Redirect[] {
  const operator = node.children.find((child) => redirectOperators[child.type] !== undefined);
  const descriptor = node.children.find((child) => child.type === 'file_descriptor');
  const stream = descriptor === undefined ? null : source.text.slice(descriptor.start, descriptor.end);
  const kind = operator === undefined ? undefined : redirectOperators[operator.type];
  if (kind === undefined || (stream !== null && stream !== (kind === '<' ? '0' : '1'))) return [];
  const word: Word = bashWord(target, source);
  const copies = operator?.type === '>&' && target.type === 'number';
  return copies ? [] : [{ operator: kind, target: word }];
}
