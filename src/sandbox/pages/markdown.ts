import markdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { type Html, raw } from './html.ts';

/** Markdown as GitHub shows it: with the same few tags and attributes, links that work, and boxes nobody can tick here. */
export function markdown(text: string): Html {
  return raw(sanitizeHtml(renderer.render(text.slice(0, mostCharacters)), allowed));
}

/** GitHub's own limit is 65,536. */
const mostCharacters = 70_000;

const renderer = markdownIt({ html: true, linkify: true, maxNesting: 50 });
renderer.core.ruler.after('inline', 'task-lists', ({ tokens, Token }) => {
  tokens.forEach((token, index) => {
    const [before, opening] = [tokens[index - 1], tokens[index - 2]];
    if (token.type !== 'inline' || before?.type !== 'paragraph_open' || opening?.type !== 'list_item_open') return;
    const [first] = token.children ?? [];
    const box = first?.type === 'text' ? /^\[([ xX])\] /.exec(first.content) : null;
    if (first === undefined || box === null) return;
    first.content = first.content.slice(box[0].length);
    const ticked = box[1] !== ' ';
    const input = new Token('html_inline', '', 0);
    input.content = `<input type="checkbox" disabled${ticked ? ' checked' : ''} aria-label="${ticked ? 'done' : 'open'}"> `;
    token.children?.unshift(input);
    opening.attrJoin('class', 'task');
  });
});

/**
 * What GitHub lets through, without images: pages here load nothing foreign.
 * https://github.com/gjtorikian/html-pipeline/blob/main/lib/html_pipeline/sanitization_filter.rb
 */
const tags: readonly string[] = [
  'h1 h2 h3 h4 h5 h6 br b i strong em a pre code tt div ins del sup sub p ol ul li blockquote dl dt dd kbd q samp var',
  'hr ruby rt rp s strike summary details caption figure figcaption abbr bdo cite dfn mark small span time wbr',
  'table thead tbody tfoot tr td th input',
].flatMap((line) => line.split(' '));

const allowed: sanitizeHtml.IOptions = {
  allowedTags: [...tags],
  allowedAttributes: {
    a: ['href', 'rel'],
    input: ['type', 'checked', 'disabled', 'aria-label'],
    li: ['class'],
    details: ['open'],
    ol: ['start'],
    th: ['align', 'colspan', 'rowspan'],
    td: ['align', 'colspan', 'rowspan'],
    time: ['datetime'],
  },
  allowedClasses: { li: ['task'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nestingLimit: 50,
  transformTags: {
    a: sanitizeHtml.simpleTransform('a', { rel: 'nofollow noreferrer' }),
    // Headings of a text stand below those of the page.
    h1: 'h3',
    h2: 'h3',
    input: sanitizeHtml.simpleTransform('input', { disabled: '' }),
  },
  exclusiveFilter: ({ tag, attribs }) => tag === 'input' && attribs['type'] !== 'checkbox',
};
