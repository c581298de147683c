import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/**
 * The files of the embedded engine in a folder, such that what it has flushed is on the disk. Its own NodeFS leaves
 * `fsync` to a stub that does nothing; the start parameters leave out `-F`, which would not even ask for it, and choose
 * the one way of flushing that is wired here. This reaches into Emscripten's file system, hence the exact version in
 * package.json and the test that counts.
 */
export class DurableFiles extends NodeFS {
  override async init(...[pglite, given]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, given);
    const flush = (module: unknown): void => {
      (module as EmscriptenModule).NODEFS.stream_ops.fsync = (stream) => {
        fsyncSync(stream.nfd);
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), flush] } };
  }
}

/** The start parameters that make the engine flush at each commit. */
export function durably(parameters: readonly string[]): string[] {
  return [...parameters.filter((parameter) => parameter !== '-F'), '-c', 'wal_sync_method=fsync'];
}

interface EmscriptenModule {
  readonly NODEFS: { readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number } };
}
