import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as engine from '../../src/cli/engine.ts';
import { run } from '../../src/cli/main.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { ScenarioFile } from '../../src/sandbox/scenario.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { expandStory, readStory, type Story } from '../../src/sandbox/stories/index.ts';

/** What a command line printed, and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A checkout of a story's repository, with a local GitHub and local registries beside it, at the end of the story. */
export interface StoryStage {
  readonly sandbox: Sandbox;
  readonly story: Story;
  /** The checkout. */
  readonly folder: string;
  /** For the environment: where the registries are, whom to believe, and the token of a person. */
  readonly environment: Readonly<Record<string, string>>;
  run(words: readonly string[], options?: RunOptions): Promise<Ran>;
  close(): Promise<void>;
}

export interface RunOptions {
  /** Instead of the stage's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of a terminal; a pipe without it. */
  readonly columns?: number;
}

/** @param path of a story, from the root of this checkout */
export async function storyStage(path: string): Promise<StoryStage> {
  const story = readStory(readFileSync(join(import.meta.dirname, '../..', path), 'utf8'), path);
  const scenario = expandStory(story);
  const sandbox = await startSandbox(scenario, { startsAt: new Date(story.watch.from), rateLimit: 1e9 });
  await sandbox.advance(new Date(story.watch.until));
  const folder = mkdtempSync(join(tmpdir(), 'registries-'));
  const put = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const { files } of scenario.organisations[0]?.repositories[0]?.commits ?? [])
    for (const [name, content] of Object.entries<ScenarioFile | null>(files))
      if (typeof content === 'string') put(name, content);
      else rmSync(join(folder, name), { force: true });
  put('.git/HEAD', 'ref: refs/heads/main\n');
  put('.git/config', `[remote "origin"]\n\turl = ${sandbox.url}/${story.repository}.git\n`);
  put('root.json', await sandbox.registries.trustedRoot());
  const environment = {
    ...addresses(sandbox),
    MINTMARK_MIRRORS: 'complete',
    MINTMARK_TRUSTED_ROOT: 'root.json',
    ...signedIn(sandbox),
  };
  return {
    sandbox,
    story,
    folder,
    environment,
    run: (words, options = {}) => runIn(folder, words, { environment, ...options }, sandbox),
    async close() {
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function runIn(folder: string, words: readonly string[], options: RunOptions, sandbox: Sandbox): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const { columns = null, environment = {} } = options;
  const now = () => sandbox.state.now().getTime();
  const code = await run(words, {
    folder,
    environment: { HOME: folder, ...environment },
    stdout: { write: (text) => void out.push(text), isTTY: columns !== null, columns },
    stderr: { write: (text) => void err.push(text), isTTY: false, columns: null },
    today: () => new Date(now()).toISOString().slice(0, 10),
    now,
    engine: () => Promise.resolve(engine),
  });
  return { code, out: out.join(''), err: err.join('') };
}

function addresses({ registries }: Sandbox): Record<string, string> {
  return Object.fromEntries(
    Object.entries(registries.bases).flatMap(([service, bases]) =>
      Object.entries(bases).map(([base, address]) => [`MINTMARK_REGISTRY_${upper(service)}_${upper(base)}`, address]),
    ),
  );
}

function upper(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

function signedIn({ state, url }: Sandbox): Record<string, string> {
  const [installation = 0] = state.installations.keys();
  const expiresAt = '2100-01-01T00:00:00Z';
  state.tokens.set(theToken, { installation, expiresAt, permissions: null, repositories: null });
  return { GITHUB_URL: url, GITHUB_TOKEN: theToken };
}

/** In no recording. */
export const theToken = 'a-token-that-nobody-may-see';
