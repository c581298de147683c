import type { Edit, EditValue } from '../../src/controls/control.ts';
import { applyEdits } from '../../src/fixes/apply.ts';
import type { Pins } from '../../src/fixes/pins.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';

export const path = '.github/workflows/release.yml';

type At = readonly (string | number)[];

export const set = (at: At, value: EditValue, file = path): Edit => ({ kind: 'set', path: file, at, value });
export const remove = (at: At, file = path): Edit => ({ kind: 'delete', path: file, at });

/** The one file after the edits, or why they are refused. */
export function edited(text: string, edits: readonly Edit[], pins: Pins = new Map()): string {
  const file = edits[0]?.path ?? path;
  const applied = applyEdits(memoryFiles({ [file]: text }), edits, pins);
  return applied.state === 'applied'
    ? (applied.files[0]?.after ?? 'no file')
    : `${applied.why}: ${applied.detail.replace(`\`${file}\`: `, '')}`;
}
