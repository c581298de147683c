import type { ActionRow, CommandRow } from '../recogniser.ts';

/** Nothing is uploaded here: a tag is the release. */
export const commands: readonly CommandRow[] = [];

export const actions: readonly ActionRow[] = [];
