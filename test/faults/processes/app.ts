// The app as a process of its own that meets with faults. It says `warm` when it is loaded, is told what to run by its
// parent's next message, and answers with `{ url }` when it listens. Further messages shift its clock and fill its disk;
// `release` ends the app and leaves the process, which is `warm` again, to another run.
import fs from 'node:fs';
import { flushCompileCache, syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { type AppCredentials, startApp } from '../../../src/app/app.ts';
import { createLog } from '../../../src/app/log.ts';
import { openStore, type StorePlace } from '../../../src/store/open.ts';
import { appSettings, hurry } from '../replicas.ts';

/** What the parent sends first. */
export interface Orders {
  readonly credentials: AppCredentials;
  readonly baseUrl: string;
  readonly place: StorePlace;
  /** From its start on, until it is told otherwise. */
  readonly isDiskFull: boolean;
}

/** What the parent sends later. */
export type Message = { readonly clock: number } | { readonly full: boolean } | 'release';

let clock = 0;
let isFull = false;
fillable();
// A parent that is gone leaves nobody behind
process.on('disconnect', () => process.exit(0));
// Most of these processes are killed, and would not leave to the next one what they have compiled
flushCompileCache();
for (;;) {
  clock = 0;
  const ordered = Promise.withResolvers<Orders>();
  const released = Promise.withResolvers<void>();
  const listen = (message: Orders | Message) => {
    if (message === 'release') released.resolve();
    else if ('clock' in message) clock = message.clock;
    else if ('full' in message) isFull = message.full;
    else {
      isFull = message.isDiskFull;
      ordered.resolve(message);
    }
  };
  isFull = false;
  process.on('message', listen);
  process.send?.('warm');
  await serve(await ordered.promise, released.promise);
  process.off('message', listen);
}

/** Resolves when the process is released, and has stopped. */
async function serve(orders: Orders, released: Promise<void>): Promise<void> {
  const { store, queueDatabase } = await openStore(orders.place);
  const app = await startApp({
    ...appSettings,
    credentials: orders.credentials,
    baseUrl: orders.baseUrl,
    server: orders.baseUrl,
    store,
    queueDatabase,
    host: '127.0.0.1',
    port: 0,
    now: () => Date.now() + clock,
    log: createLog({ level: 'info' }),
  });
  const hurrying = setInterval(() => void hurry(app).catch(() => undefined), 200);
  const stop = async (grace: number) => {
    clearInterval(hurrying);
    await app.stop(grace);
    await store.close();
  };
  const end = () => void stop(200).then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.send?.({ url: app.url });
  await released;
  process.off('SIGTERM', end);
  // What is cut short would go on in another run
  await stop(8000);
}

/** While the disk is full, nothing is written to a file that was opened: what the embedded engine does. */
function fillable(): void {
  const { writeSync, ftruncateSync } = fs;
  const refuse = (descriptor: number): void => {
    if (!isFull || descriptor <= 2) return;
    const error = new Error('ENOSPC: no space left on device, write');
    throw Object.assign(error, { code: 'ENOSPC', errno: -28, syscall: 'write' });
  };
  fs.writeSync = ((descriptor: number, ...rest: unknown[]) => {
    refuse(descriptor);
    return (writeSync as (...all: unknown[]) => number)(descriptor, ...rest);
  }) as typeof fs.writeSync;
  fs.ftruncateSync = (descriptor, length) => {
    refuse(descriptor);
    ftruncateSync(descriptor, length);
  };
  syncBuiltinESMExports();
}
