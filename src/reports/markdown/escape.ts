import { closed, stretchesOf } from '../text/marked.ts';
import { visible } from '../text/visible.ts';
import { isPlain, trimmed, wordsOf } from './word.ts';

/**
 * Text from a repository as inert Markdown for GitHub: no HTML, no emphasis, no links (not even the ones that GitHub
 * makes of bare addresses), no mentions, no references to issues or commits, no way out of a table cell. Words that
 * could mean something to GitHub, and names that a reader may want to copy, become code, where nothing has a meaning
 * and nothing has to be added to take it away; so do stretches between two backticks. Cut after 2,000 characters, or
 * as many as are asked for.
 */
export function prose(text: string, length: number = most.prose): string {
  const stretches = stretchesOf(visible(cutSentence(text, length)).trim());
  const parts = stretches.flatMap((stretch, index): readonly Part[] =>
    stretch.isCode
      ? [codePart(stretch.text)]
      : wordsOf(stretch.text).flatMap((word, place) => partsOf(word, index + place === 0)),
  );
  return joined(parts);
}

/** A name or path as code, whatever it holds; cut after 300 characters. Fit for a table's cell and for a link's text. */
export function code(text: string): string {
  return spans(clipped(text, most.code));
}

function spans(text: string): string {
  return visible(text).split('|').map(span).join('&#124;');
}

/** `count` of the first items as code, and how many more there are. */
export function codeList(items: readonly string[], most: number): string {
  const shown = items.length <= most + 1 ? items : items.slice(0, most);
  const left = items.length - shown.length;
  return [...shown.map(code), ...(left === 0 ? [] : [`+${left} more`])].join(', ');
}

/**
 * An address of our own tables as a link; anything that is not plainly one as text. Names from a repository can stand
 * in an address, so what GitHub would cross-reference (an issue, a pull request, a commit) is not linked either.
 */
export function address(url: string): string {
  const isPlainAddress = /^https:\/\/[\w.-]+(?:\/[\w\-.~:/?#@!$&'()*+,;=%]*)?$/.test(url) && url.length <= 500;
  const isReference = /\/(?:issues?|pulls?|discussions?|commits?|compare)\//i.test(`${url}/`);
  return isPlainAddress && !isReference ? `<${url}>` : prose(url);
}

const most = { prose: 2000, code: 300 } as const;

function cutSentence(text: string, length: number): string {
  return text.length <= length ? text : closed(clipped(text, length));
}

/** The beginning of a text that is too long, without half a character at its end. */
function clipped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

interface Part {
  readonly isCode: boolean;
  readonly markdown: string;
}

function textPart(markdown: string): Part {
  return { isCode: false, markdown };
}

function codePart(text: string): Part {
  return { isCode: true, markdown: spans(text) };
}

function partsOf(word: string, isFirst: boolean): readonly Part[] {
  if (isPlain(word)) return [textPart(isFirst ? withoutMarker(word) : word)];
  const { before, middle, after } = trimmed(word);
  if (middle.length === 1) return [textPart(before + entities(middle) + after)];
  return [textPart(before), codePart(middle), textPart(after)].filter(({ markdown }) => markdown !== '');
}

/** A first word that would begin a list. */
function withoutMarker(word: string): string {
  return word
    .replace(/^-/, '&#45;')
    .replace(/^(\d+)([.)])/, (_, digits: string, mark: string) => digits + entities(mark));
}

function entities(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Two spans of code in a row would run into one another. */
function joined(parts: readonly Part[]): string {
  return parts
    .filter(({ markdown }) => markdown !== '')
    .map(({ isCode, markdown }, index, all) => (isCode && all[index - 1]?.isCode === true ? ` ${markdown}` : markdown))
    .join('');
}

/** Fenced by more backticks than stand in a row inside. */
function span(text: string): string {
  if (text.trim() === '') return text;
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return fence + padding + text + padding + fence;
}
