import type { Arguments } from './arguments.ts';
import { Misuse, type Option } from './command.ts';

/** For commands whose answers come from registries and GitHub. */
export const recordingOptions: readonly Option[] = [
  { name: 'record', value: 'FILE', help: 'write every answer of registries and GitHub to a file, without credentials' },
  { name: 'replay', value: 'FILE', help: 'take the answers, and the time, from such a file, without a network' },
];

/** The file to write, and the file to answer from. */
export interface RecordingFiles {
  readonly record: string | null;
  readonly replay: string | null;
}

export function recordingOf(typed: Arguments): RecordingFiles {
  const [record, replay] = [typed.value('record'), typed.value('replay')];
  if (record !== null && replay !== null) throw new Misuse('--record and --replay exclude each other');
  return { record, replay };
}
