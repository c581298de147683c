import { connect, type Socket } from 'node:net';

/** One request as it goes over the wire. The body may be shared by many. */
export interface Shot {
  readonly head: Buffer;
  readonly body: Buffer;
}

/** What became of a shot: its status, 0 where there was no answer, and how long that took. */
export interface Landing {
  readonly status: number;
  readonly milliseconds: number;
}

export interface Volley {
  readonly port: number;
  readonly shots: readonly Shot[];
  readonly connections: number;
  /** Connections are opened before the first shot, as those that were kept alive. */
  readonly opened: boolean;
  /** Shots a second, or null: each connection sends its next one when it has the answer to the last. */
  readonly rate: number | null;
}

/**
 * A client of HTTP over plain sockets, so that what measures takes little of the machine from what is measured. A shot's time
 * begins when it is sent, with opening its connection where that is new; at a rate, when it is due.
 */
export async function fire({ port, shots, connections, opened, rate }: Volley): Promise<readonly Landing[]> {
  const landings: Landing[] = [];
  const lines = Array.from({ length: Math.min(connections, shots.length) }, () => openLine(port));
  if (opened) await Promise.all(lines.map((line) => line.open()));
  const began = performance.now();
  let next = 0;
  await Promise.all(
    lines.map(async (line) => {
      for (let at = next++; at < shots.length; at = next++) {
        const due = rate === null ? null : began + (1000 * at) / rate;
        if (due !== null) await until(due);
        const from = due ?? performance.now();
        const status = await line.send(shots[at] as Shot);
        landings[at] = { status, milliseconds: performance.now() - from };
      }
      line.close();
    }),
  );
  return landings;
}

interface Line {
  open(): Promise<void>;
  send(shot: Shot): Promise<number>;
  close(): void;
}

/** One connection, opened again where it broke. */
function openLine(port: number): Line {
  let socket: Socket | null = null;
  let answered: ((status: number) => void) | null = null;
  let text = '';

  const end = (status: number) => {
    text = '';
    const tell = answered;
    answered = null;
    tell?.(status);
  };
  const dial = (): Socket => {
    const made = connect({ port, host: '127.0.0.1', noDelay: true });
    made.setEncoding('latin1').setTimeout(patience, () => made.destroy());
    made.on('data', (chunk: string) => {
      text += chunk;
      if (!isWhole(text)) return;
      if (/^connection: close\r$/im.test(text)) drop(made);
      end(Number(text.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)));
    });
    made.on('error', () => undefined);
    made.on('close', () => {
      if (socket !== made) return;
      socket = null;
      end(0);
    });
    return made;
  };
  const drop = (gone: Socket) => {
    socket = null;
    gone.destroy();
  };
  return {
    open() {
      const made = dial();
      socket = made;
      return new Promise((resolve) => made.once('connect', () => resolve()).once('close', () => resolve()));
    },
    send({ head, body }) {
      socket ??= dial();
      const { promise, resolve } = Promise.withResolvers<number>();
      answered = resolve;
      socket.cork();
      socket.write(head);
      socket.write(body);
      socket.uncork();
      return promise;
    },
    close: () => socket?.destroy(),
  };
}

/** In milliseconds without a byte, as GitHub waits. */
const patience = 10_000;

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /^content-length: (\d{1,9})\r$/im.exec(text.slice(0, end + 2))?.[1];
  return length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= end + 4 + Number(length);
}

async function until(due: number): Promise<void> {
  const left = due - performance.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
}
