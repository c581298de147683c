import type { SandboxAnnotation, SandboxRepository } from '../state.ts';
import { type Html, html } from './html.ts';
import { filePath } from './layout.ts';
import { linesAt } from './lookup.ts';

/** Annotations by file, each below the lines that it is about. */
export function annotationList(
  repository: SandboxRepository,
  commit: string,
  annotations: readonly SandboxAnnotation[],
): Html {
  const files = [...Map.groupBy(annotations, ({ path }) => path)];
  return html`${files.map(
    ([path, inside]) => html`<section class="box file" aria-label="Annotations in ${path}">
<h4><a href="${filePath(repository, commit, path)}">${path}</a></h4>
${byPlace(inside).map((here) => place(repository, commit, here))}
</section>`,
  )}`;
}

/** One annotation, without the code. */
export function annotationBox({
  annotation_level: level,
  title,
  message,
  start_line,
  end_line,
}: SandboxAnnotation): Html {
  const lines = start_line === end_line ? `line ${start_line}` : `lines ${start_line} to ${end_line}`;
  return html`<div class="annotation ${level}" role="note">
<p class="label">${levelWords[level]} on ${lines}</p>
${title === undefined ? '' : html`<p class="title">${title}</p>`}
<p class="message">${message}</p>
</div>`;
}

const levelWords = { failure: 'Check failure', warning: 'Check warning', notice: 'Check notice' } as const;

/** Those about the same lines are shown below these together. */
function byPlace(annotations: readonly SandboxAnnotation[]): readonly (readonly SandboxAnnotation[])[] {
  const groups = Map.groupBy(annotations, ({ start_line, end_line }) => `${start_line} ${end_line}`);
  return [...groups.values()].toSorted((a, b) => (a[0]?.start_line ?? 0) - (b[0]?.start_line ?? 0));
}

function place(repository: SandboxRepository, commit: string, here: readonly SandboxAnnotation[]): Html {
  const [first] = here;
  const lines = first === undefined ? null : linesAt(repository, commit, first.path);
  return html`<div class="place">
${first === undefined || lines === null ? '' : excerpt(lines, first.start_line, first.end_line)}
${here.map(annotationBox)}
</div>`;
}

const around = 2;

function excerpt(lines: readonly string[], from: number, to: number): Html {
  const first = Math.max(1, from - around);
  const shown = lines.slice(first - 1, Math.min(to, from + 20) + around);
  return codeTable(
    shown.map((text, index) => ({ number: first + index, text, marked: isWithin(first + index, from, to) })),
  );
}

function isWithin(number: number, from: number, to: number): boolean {
  return number >= from && number <= to;
}

interface CodeLine {
  readonly number: number;
  readonly text: string;
  readonly marked: boolean;
}

/** Numbered lines; each can be led to by `#L` and its number. */
export function codeTable(lines: readonly CodeLine[], anchors = false): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Code"><table class="code"><tbody>
${lines.map(
  ({ number, text, marked }) =>
    html`<tr ${anchors ? html`id="L${number}"` : ''} ${marked ? html`class="marked"` : ''}><th scope="row">${number}</th><td>${text}</td></tr>
`,
)}</tbody></table></div>`;
}
