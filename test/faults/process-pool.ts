import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Processes that have loaded the app and wait for orders, since loading takes longer than anything that follows. */
export interface ProcessPool {
  /** One that waits; another one is begun in its place. */
  take(): Promise<PooledProcess>;
  /** It has been released by its run, and is warm again. */
  giveBack(taken: PooledProcess): void;
  close(): void;
}

export interface PooledProcess {
  readonly process: ChildProcess;
  /** What it has written since it was taken to its standard output, the log, and to its standard error. */
  written(): { readonly log: string; readonly error: string };
}

interface Loaded {
  readonly process: ChildProcess;
  readonly written: { log: string; error: string };
}

/** @param spare how many wait */
export function openPool(spare: number): ProcessPool {
  const cache = mkdtempSync(join(tmpdir(), 'mintmark-compiled-'));
  const running = new Set<ChildProcess>();
  const waiting: Promise<Loaded>[] = [];
  let open = true;

  async function begin(): Promise<Loaded> {
    const child = fork(join(import.meta.dirname, 'processes/app.ts'), {
      silent: true,
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const written = { log: '', error: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (written.log += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (written.error += text));
    const warm = once(child, 'message').then(() => null);
    const ended = once(child, 'exit').then(() => new Error(`a process did not start: ${written.error.slice(-2000)}`));
    const trouble = await Promise.race([warm, ended]);
    if (trouble !== null) throw trouble;
    return { process: child, written };
  }

  function fill(): void {
    while (open && waiting.length < spare) {
      const begun = begin();
      // Whoever takes it is told
      begun.catch(() => undefined);
      waiting.push(begun);
    }
  }

  fill();
  return {
    async take() {
      const next = waiting.shift() ?? begin();
      fill();
      const { process: child, written } = await next;
      written.log = '';
      written.error = '';
      return { process: child, written: () => ({ ...written }) };
    },
    giveBack({ process: child }) {
      const written = { log: '', error: '' };
      child.stdout?.removeAllListeners('data').on('data', (text: string) => (written.log += text));
      child.stderr?.removeAllListeners('data').on('data', (text: string) => (written.error += text));
      waiting.unshift(Promise.resolve({ process: child, written }));
    },
    close() {
      open = false;
      for (const child of running) child.kill('SIGKILL');
      rmSync(cache, { recursive: true, force: true });
    },
  };
}
