import type { SandboxComment } from '../state.ts';
import { type Html, html } from './html.ts';
import { moment } from './layout.ts';
import { markdown } from './markdown.ts';

/** The text of an issue or a pull request, with everything that was said below it. */
export function conversation(
  { author, createdAt, body }: Pick<SandboxComment, 'author' | 'createdAt' | 'body'>,
  comments: readonly SandboxComment[],
): Html {
  return html`${comment(author, createdAt, body)}
${comments.map((each) => comment(each.author, each.createdAt, each.body))}`;
}

export function comment(author: string, at: string, body: string): Html {
  return html`<article class="box comment" aria-label="Comment of ${author}"><header><strong>${author}</strong> <span class="quiet">${moment(at)}</span></header>
<div class="markdown">${markdown(body)}</div></article>`;
}

/** A title as GitHub shows it: what stands between two backticks is code. */
export function titleOf(title: string): Html {
  const pieces = title.split('`');
  const last = pieces.length % 2 === 0 ? pieces.length - 1 : -1;
  return html`${pieces.map((piece, index) => (index === last ? `\`${piece}` : index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;
}
