import type { CommandRow } from '../recogniser.ts';
import { clientCommands } from './client-commands.ts';
import { releaseCommands } from './release-commands.ts';

/** Commands that publish to npm. */
export const commands: readonly CommandRow[] = [...clientCommands, ...releaseCommands];

export { actions } from './publish-actions.ts';
