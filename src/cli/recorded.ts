import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type RecordedGitHubAnswer, recordedGitHubAnswer } from '../github/recorded.ts';
import { type Recording, recordingSchema } from '../http/index.ts';
import { OutputError } from './output.ts';
import type { OwnRoot } from './trust.ts';
import { InputError, textOf } from './verify-files.ts';

/** Every answer of one run, of the registries and of GitHub, and whom it believed: enough to make it again offline. */
export interface RunRecording extends Recording {
  /** Null where GitHub was not asked. */
  readonly github: readonly RecordedGitHubAnswer[] | null;
  /** A trusted root of the user's own, as text; null for the one that Mintmark ships. */
  readonly trustedRoot: OwnRoot | null;
}

const schema = recordingSchema.extend({
  github: z.array(recordedGitHubAnswer).nullable(),
  trustedRoot: z.strictObject({ name: z.string(), text: z.string() }).nullable(),
});

/** @throws InputError for what cannot be read or is no recording */
export async function readRecording(folder: string, file: string): Promise<RunRecording> {
  const result = schema.safeParse(jsonOf(file, await textOf(resolve(folder, file), mostBytes)));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')})`;
  throw new InputError(file, `it is no recording that this version understands${where}`);
}

/** Equal recordings give equal bytes. @throws OutputError where the file cannot be written, or the answers are too many */
export function writeRecording(folder: string, file: string, recording: RunRecording): void {
  const text = `${JSON.stringify(recording, null, 1)}\n`;
  if (Buffer.byteLength(text) > mostBytes) throw new OutputError(file, 'the answers are more than 64 MiB');
  try {
    writeFileSync(resolve(folder, file), text);
  } catch (error) {
    throw new OutputError(file, error);
  }
}

const mostBytes = 64 * 1024 * 1024;

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(file, 'it is no JSON');
  }
}
