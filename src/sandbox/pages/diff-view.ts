import { type ChangedFile, diffTrees } from '../git/diff.ts';
import { get } from '../git/objects.ts';
import type { SandboxAnnotation, SandboxPull, SandboxRepository } from '../state.ts';
import { annotationBox } from './annotation-view.ts';
import { type Html, html } from './html.ts';
import { type DiffLine, diffLines, hunksOf } from './line-diff.ts';
import { baseOf, linesAt } from './lookup.ts';

/** The files that a pull request changes. */
export function changedFiles(repository: SandboxRepository, pull: SandboxPull): readonly ChangedFile[] {
  const [from, to] = [baseOf(repository, pull), pull.headSha].map((sha) => get(repository.objects, sha, 'commit').tree);
  return from === undefined || to === undefined ? [] : diffTrees(repository.objects, from, to);
}

/** What a pull request changes, file by file, with what a check says of the lines below them. */
export function diffView(
  repository: SandboxRepository,
  pull: SandboxPull,
  annotations: readonly SandboxAnnotation[],
): Html {
  const base = baseOf(repository, pull);
  const files = changedFiles(repository, pull);
  return html`${files.slice(0, mostFiles).map((file) => {
    const old = linesAt(repository, base, file.previousPath ?? file.path) ?? [];
    const now = linesAt(repository, pull.headSha, file.path) ?? [];
    const own = annotations.filter(({ path }) => path === file.path);
    return fileView(file, diffLines(old, now), own);
  })}
${files.length > mostFiles ? html`<p class="quiet">${files.length - mostFiles} more files are not shown.</p>` : ''}`;
}

const mostFiles = 50;

function fileView(file: ChangedFile, lines: readonly DiffLine[], annotations: readonly SandboxAnnotation[]): Html {
  const hunks = hunksOf(lines, new Set(annotations.map(({ end_line }) => end_line)));
  const come = lines.filter(({ kind }) => kind === 'come').length;
  const gone = lines.filter(({ kind }) => kind === 'gone').length;
  return html`<section class="box file" aria-label="Changes in ${file.path}">
<h4>${file.previousPath === null ? '' : html`${file.previousPath} → `}${file.path}
<span class="quiet">${statusWords[file.status]}</span> <span class="come">+${come}</span> <span class="gone">−${gone}</span></h4>
<div class="scroll" tabindex="0" role="region" aria-label="Changed lines of ${file.path}"><table class="code diff"><tbody>
${hunks.map((hunk) => html`${hunkHead(hunk)}${hunk.map((line) => lineView(line, annotations))}`)}
</tbody></table></div>
${hunks.length === 0 ? html`<p class="quiet inside">No lines to show.</p>` : ''}
</section>`;
}

const statusWords = { added: 'added', removed: 'removed', modified: '', renamed: 'renamed' } as const;

function hunkHead(hunk: readonly DiffLine[]): Html {
  const old = hunk.flatMap((line) => ('old' in line ? [line.old] : []));
  const now = hunk.flatMap((line) => ('now' in line ? [line.now] : []));
  const range = (numbers: readonly number[]) => `${numbers[0] ?? 0},${numbers.length}`;
  return html`<tr class="hunk"><td colspan="4">@@ −${range(old)} +${range(now)} @@</td></tr>
`;
}

const signs = { same: ' ', gone: '−', come: '+' } as const;

function lineView(line: DiffLine, annotations: readonly SandboxAnnotation[]): Html {
  const now = 'now' in line ? line.now : null;
  const here = annotations.filter(({ end_line }) => end_line === now);
  return html`<tr class="${line.kind}"><th scope="row">${'old' in line ? line.old : ''}</th><th scope="row">${now ?? ''}</th><td class="sign">${signs[line.kind]}</td><td>${line.text}</td></tr>
${here.length === 0 ? '' : html`<tr class="said"><td colspan="4">${here.map(annotationBox)}</td></tr>`}`;
}
