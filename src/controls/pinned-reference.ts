import { isCommit } from '../publishing/versions.ts';
import type { Evidence } from './control.ts';
import { actionOf } from './located-steps.ts';

/** An action that a fix adds, with its commit: as the repository pins it already, or as its maintainers have released it. */
export function referenceOf(action: PinnedAction, { map, files }: Evidence): string {
  const pinned = map.workflows
    .flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps))
    .find((step) => actionOf(step)?.name === action && isCommit(actionOf(step)?.ref ?? ''));
  const key = pinned?.uses?.key;
  const file = key === undefined ? null : files.read(key.path);
  const line = file?.state === 'seen' ? (file.value.split('\n', key?.line)[(key?.line ?? 0) - 1] ?? '') : '';
  return /uses:\s+([\w./-]+@[0-9a-f]{40}(?: +# *[\w.-]+)?)\s*$/.exec(line)?.[1] ?? `${action}@${released[action]}`;
}

export type PinnedAction = keyof typeof released;

/** Commits of releases; Dependabot moves them on where they are used. */
const released = {
  'actions/upload-artifact': '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1',
  'actions/download-artifact': '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1',
  'rust-lang/crates-io-auth-action': 'b7e9a28eded4986ec6b1fa40eeee8f8f165559ec # v1.0.3',
} as const;
