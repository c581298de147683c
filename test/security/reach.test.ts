import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { formats } from '../../src/cli/formats.ts';
import { importReader } from '../house/imports-of.ts';

/*
 * Where Mintmark can reach out of itself. What is not in these tables can ask no address, start no program and run no
 * text; a file that has to is added here, with a reason that holds.
 */

/** Files that may open connections or listen. */
const connecting: Readonly<Record<string, string>> = {
  'src/app/dashboard-requests.ts': 'types of the server only',
  'src/app/control.ts': 'listens for the commands of the operator on this machine',
  'src/app/read-body.ts': 'types of the server only',
  'src/app/receive-webhook.ts': 'types of the server only',
  'src/app/server.ts': 'listens for webhooks',
  'src/app/setup/setup-server.ts': 'listens on the loopback address, for the browser',
  'src/http/redirect.ts': 'tells addresses from names',
  'src/store/folder-lock.ts': 'holds a lock that ends with the process',
};

/** Files that ask an address by `fetch`. */
const asking: Readonly<Record<string, string>> = {
  'src/http/open-http.ts': 'registries, at addresses of a table or of the operator',
  'src/github/octokit-client.ts': 'the GitHub that the operator names',
  'src/github/user-sign-in.ts': 'the GitHub that the operator names',
  'src/app/setup/conversion.ts': 'the GitHub that the operator names',
};

/** Files that may start a program. */
const starting: Readonly<Record<string, string>> = {
  'src/app/credentials-private-key.ts': 'the command that the operator sets for the key',
  'src/main.ts': 'the same command on a Node that is new enough',
};

/** Files that may find or load a module by a name that they make. */
const finding: Readonly<Record<string, string>> = {
  'src/store/fresh-engine.ts': 'finds the files of its own dependency',
  'src/workflows/shell/grammars.ts': 'finds the files of its own dependency',
};

const root = join(import.meta.dirname, '../..');
const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('src/sandbox/'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const imported = new Map<string, readonly string[]>();

beforeAll(async () => {
  const read = await importReader();
  for (const { path, text } of files)
    imported.set(
      path,
      read(text).map(({ specifier }) => specifier ?? 'what is computed'),
    );
});

function importersOf(...modules: readonly string[]): readonly string[] {
  const wanted = new Set(modules.flatMap((name) => [name, `node:${name}`]));
  return files
    .map(({ path }) => path)
    .filter((path) => imported.get(path)?.some((each) => wanted.has(each)))
    .toSorted();
}

describe('what an audit reads can make Mintmark', () => {
  it('ask no address but through the two seams that hold to what is configured', () => {
    expect(importersOf('http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'undici', 'ws')).toEqual(
      Object.keys(connecting).toSorted(),
    );
    const users = files.filter(({ text }) =>
      /\bglobalThis\.fetch\(|(?<![\w.])fetch\(\s*[`'"]|globalThis\.fetch\b(?! ?[,;)])/.test(text),
    );
    const callers = users.map(({ path }) => path).filter((path) => !typesOnly.has(path));
    expect(callers.toSorted()).toEqual(Object.keys(asking).toSorted());
  });

  it('start no program', () => {
    const starters = files.filter(({ text }) =>
      /['"](?:node:)?(?:child_process|cluster|worker_threads)['"]/.test(text),
    );
    expect(starters.map(({ path }) => path).toSorted()).toEqual(Object.keys(starting).toSorted());
  });

  it('run none of it: no eval, no function of text, no module by a computed name', () => {
    expect(importersOf('vm', 'module', 'what is computed')).toEqual(Object.keys(finding).toSorted());
    const evaluating = files.filter(({ text }) => /(?<![\w.])eval\(|new Function\(|\.constructor\(/.test(text));
    expect(evaluating.map(({ path }) => path)).toEqual([]);
  });
});

/** They name the type of `fetch`, and are handed one. */
const typesOnly: ReadonlySet<string> = new Set([
  'src/http/ask-network.ts',
  'src/http/request.ts',
  'src/github/bounded-fetch.ts',
]);

it('writes CSV, in which a cell can be a formula, in one place only', () => {
  expect(formats.filter((format) => /csv|tsv/.test(format))).toEqual([]);
  expect(files.filter(({ text }) => /^[^*\n]*text\/csv;/m.test(text)).map(({ path }) => path)).toEqual([
    'src/web/csv/repositories.ts',
  ]);
});
