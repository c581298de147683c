import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { privateKey } from '../app/private-key.ts';
import { webhookSecret } from '../app/send-webhook.ts';

export const credentials = { APP_ID: '42', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: webhookSecret };

/** A GitHub that knows the app, and nothing else. */
export async function knownApp(): Promise<Server> {
  const github = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ id: 42, slug: 'mintmark' }));
  });
  await new Promise<void>((resolve) => github.listen(0, '127.0.0.1', resolve));
  return github;
}

/** Takes nothing more on its disk from a `SIGUSR2` on. */
const fillable = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  process.once('SIGUSR2', () => {
    const { writeSync } = fs;
    fs.writeSync = (descriptor, ...rest) => {
      if (descriptor <= 2) return writeSync(descriptor, ...rest);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28 });
    };
    syncBuiltinESMExports();
  });`;

/** `mintmark serve` as a process of its own. */
export function started(github: Server, folder: string) {
  const { port } = github.address() as AddressInfo;
  const command = new URL('../../src/cli/serve.ts', import.meta.url).href;
  const around = new URL('../../src/cli/surroundings.ts', import.meta.url).href;
  const script = `${fillable}
    const [{ serve }, { surroundings }] = [await import(${JSON.stringify(command)}), await import(${JSON.stringify(around)})];
    process.exitCode = await serve.run(['--port', '0', '--folder', ${JSON.stringify(folder)}], surroundings());`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      ...process.env,
      ...credentials,
      GITHUB_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: '',
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout
    .setEncoding('utf8')
    .on('data', (text: string) => lines.push(...text.split('\n').filter((line) => line !== '')));
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  return { child, lines, errors: () => errors, ended };
}

/** Resolves with its address when it listens. */
export async function listening(lines: readonly string[], child: ChildProcess): Promise<string> {
  for (;;) {
    const line = lines.find((each) => each.includes('Mintmark listens'));
    if (line !== undefined) return JSON.parse(line).url;
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${lines.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
