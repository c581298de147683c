import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withProgress } from '../../src/cli/progress.ts';

describe('withProgress', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const work = (milliseconds: number) => () => new Promise((resolve) => setTimeout(resolve, milliseconds, 'done'));

  async function written(isTTY: boolean, milliseconds: number) {
    const pieces: string[] = [];
    const output = { write: (text: string) => void pieces.push(text), isTTY, columns: 80 };
    const result = withProgress('Auditing', output, work(milliseconds));
    await vi.advanceTimersByTimeAsync(milliseconds);
    expect(await result).toBe('done');
    return pieces;
  }

  it('says nothing of work that is done within a second', async () => {
    expect(await written(true, 900)).toEqual([]);
  });

  it('says nothing where nobody watches', async () => {
    expect(await written(false, 5000)).toEqual([]);
  });

  it('counts the seconds on a terminal, and wipes the line at the end, without escapes', async () => {
    expect(await written(true, 2500)).toEqual([
      '\rAuditing (1 s)',
      '\rAuditing (2 s)',
      `\r${' '.repeat('Auditing (2 s)'.length)}\r`,
    ]);
  });

  it('wipes the line when the work fails', async () => {
    const pieces: string[] = [];
    const output = { write: (text: string) => void pieces.push(text), isTTY: true, columns: 80 };
    const failing = withProgress('Auditing', output, async () => {
      await work(1500)();
      throw new Error('boom');
    });
    const caught = failing.catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(1500);
    expect(await caught).toBe('boom');
    expect(pieces.at(-1)).toMatch(/^\r +\r$/);
  });
});
