import type { Output } from './surroundings.ts';

/**
 * Says on a terminal what is going on while work takes longer than a second, and takes it back at the end. It writes
 * spaces over the line instead of an escape, so that it is as quiet as NO_COLOR asks.
 */
export async function withProgress<T>(text: string, output: Output, work: () => Promise<T>): Promise<T> {
  if (!output.isTTY) return work();
  let written = 0;
  const started = performance.now();
  const timer = setInterval(() => {
    const line = `${text} (${Math.floor((performance.now() - started) / 1000)} s)`.slice(0, (output.columns ?? 80) - 1);
    output.write(`\r${line.padEnd(written)}`);
    written = line.length;
  }, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (written > 0) output.write(`\r${' '.repeat(written)}\r`);
  }
}
