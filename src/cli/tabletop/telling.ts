import { CheckoutError } from '../../repository/checkout.ts';
import { type ExitCode, exitCodes } from '../command.ts';
import { NotDone } from '../demo/stage.ts';
import { OutputError } from '../output.ts';
import type { Surroundings } from '../surroundings.ts';
import { InputError } from '../verify-files.ts';

/** What could not be read or written, and an app that does not come to an end, are told in one line. */
export async function telling(around: Surroundings, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isUnread = [CheckoutError, InputError, OutputError].some((kind) => error instanceof kind);
    if (!isUnread && !(error instanceof NotDone)) throw error;
    around.stderr.write(`mintmark: ${error.message}\n`);
    return isUnread ? exitCodes.unreadable : exitCodes.broken;
  }
}
