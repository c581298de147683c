import type { SandboxRepository } from '../state.ts';
import { codeTable } from './annotation-view.ts';
import { type Html, html } from './html.ts';
import { crumbsOf, filePath, page } from './layout.ts';

/** A file at a commit, line by line: `#L12` leads to its twelfth. */
export function filePage(repository: SandboxRepository, ref: string, path: string, lines: readonly string[]): Html {
  return page(
    `${path} · ${repository.owner}/${repository.name}`,
    [...crumbsOf(repository), { href: filePath(repository, ref, path), label: path }],
    html`<h1 class="path">${path}</h1>
<p class="quiet">At <code>${ref.slice(0, 40)}</code></p>
<section class="box file" aria-label="${path}">
${codeTable(
  lines.map((text, index) => ({ number: index + 1, text, marked: false })),
  true,
)}
</section>`,
  );
}
