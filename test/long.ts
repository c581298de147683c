/** Whether tests may take their time: `npm run test:long`. */
export const isLong = process.env['MODE'] === 'long';

/** How often a property is tried: enough to see that it holds, or often enough to find what is rare. */
export function runs(short: number, long: number): number {
  return isLong ? long : short;
}

/**
 * The cases that one of many takes its turn with: every `parts`-th, begun at its own number, so that each case is tried
 * by some; or all of them. What has once been broken belongs into a test of its own.
 */
export function dealt<Case>(cases: readonly Case[], number: number, parts: number): readonly Case[] {
  return isLong ? cases : cases.filter((_, at) => at % parts === number % parts);
}
