import process from 'node:process';
import type { Engine } from './engine.ts';

/** Everything of the world that a command touches, so that a test can stand in for it. */
export interface Surroundings {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** ISO day in UTC. */
  today(): string;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The engine, loaded only when a command needs it. */
  engine(): Promise<Engine>;
}

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Null where it is no terminal. */
  readonly columns: number | null;
}

export function surroundings(): Surroundings {
  return {
    folder: process.cwd(),
    environment: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    today: () => new Date().toISOString().slice(0, 10),
    now: () => Date.now(),
    engine: () => import('./engine.ts'),
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    columns: stream.isTTY === true ? stream.columns : null,
  };
}
