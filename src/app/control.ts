import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type ControlAddress, controlAddress, isTrusted } from './control-address.ts';

/** What the process that has a folder open does for whoever asks it, by name. Arguments and answers are short texts. */
export type ControlCommands = Readonly<Record<string, (argument: string) => Promise<string>>>;

export interface Control {
  close(): Promise<void>;
}

/** What the other process could not do, in its own words. */
class ControlError extends Error {
  override readonly name = 'ControlError';
}

/**
 * Listens for commands on a socket in the folder, which only its owner can reach. The lock of the folder is held by whoever
 * calls this, so that a socket that is there already belongs to a process that is dead.
 */
export async function startControl(folder: string, commands: ControlCommands): Promise<Control> {
  const server = createServer({ allowHalfOpen: true }, (socket) => void serve(socket, commands));
  server.maxConnections = mostConnections;
  server.unref();
  await listen(server, controlAddress(folder));
  return { close: () => new Promise((closed) => void server.close(() => closed())) };
}

/**
 * Asks the process that has the folder open. Null where there is none that answers, and the folder is free to be opened.
 * @throws ControlError where that process refuses or fails
 */
export async function askControl(folder: string, name: string, argument = ''): Promise<string | null> {
  const address = controlAddress(folder);
  if (!isTrusted(folder, address)) return null;
  const socket = await connected(address.path);
  if (socket === null) return null;
  try {
    socket.setTimeout(longestWork, () => socket.destroy(new ControlError('the running Mintmark does not answer')));
    socket.end(JSON.stringify({ name, argument } satisfies Request));
    return answerIn(await textOf(socket, longestAnswer));
  } finally {
    socket.destroy();
  }
}

/** In milliseconds. Copying a large store takes its time. */
const longestWork = 10 * 60_000;
/** In milliseconds: how long whoever asks may take to say what. */
const longestSilence = 10_000;
const mostConnections = 8;
/** In bytes. */
const longestRequest = 16 * 1024;
const longestAnswer = 16 * 1024 * 1024;

interface Request {
  readonly name: string;
  readonly argument: string;
}

type Answer = { readonly said: string } | { readonly error: string };

async function serve(socket: Socket, commands: ControlCommands): Promise<void> {
  // Who asked has gone: nobody is left to be told
  socket.on('error', () => undefined);
  socket.setTimeout(longestSilence, () => socket.destroy());
  const answer = await answerTo(socket, commands);
  socket.setTimeout(longestSilence);
  socket.end(JSON.stringify(answer));
}

async function answerTo(socket: Socket, commands: ControlCommands): Promise<Answer> {
  try {
    const request = requestIn(await textOf(socket, longestRequest));
    socket.setTimeout(0);
    const command = request !== null && Object.hasOwn(commands, request.name) ? commands[request.name] : undefined;
    if (request === null || command === undefined)
      return { error: 'the running Mintmark is of another version, which has no such command; restart it' };
    return { said: await command(request.argument) };
  } catch (error) {
    return { error: (error instanceof Error ? error.message : String(error)).slice(0, 2000) };
  }
}

/** All that comes until the other side has ended. Leaving it must not close the socket, which is still to be answered on. */
async function textOf(socket: Socket, most: number): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length > most) throw new ControlError('what was said is too long');
  }
  return Buffer.concat(pieces).toString('utf8');
}

function requestIn(text: string): Request | null {
  const { name, argument } = recordIn(text);
  return typeof name === 'string' && typeof argument === 'string' ? { name, argument } : null;
}

function answerIn(text: string): string {
  const { said, error } = recordIn(text);
  if (typeof said === 'string') return said;
  throw new ControlError(typeof error === 'string' ? error : 'the running Mintmark ended before it had answered');
}

function recordIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function listen(server: Server, { path, isFile }: ControlAddress): Promise<void> {
  if (isFile) rmSync(path, { force: true });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      // Its folder lets nobody else in; this is for those who change that
      if (isFile) chmodSync(path, 0o600);
      resolve();
    });
  });
}

function connected(path: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path, allowHalfOpen: true });
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else reject(new ControlError(`the running Mintmark cannot be asked: ${error.message}`));
    });
  });
}
