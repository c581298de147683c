import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { payloadOf, sha } from '../app/hearing.ts';
import { sendWebhook } from '../app/send-webhook.ts';
import { knownApp, listening, started } from './serve-process.ts';

it.skipIf(process.platform === 'win32')(
  'mintmark serve ends with 3 and says why where its disk is full',
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'mintmark-serve-full-'));
    const github = await knownApp();
    try {
      const { child, lines, errors, ended } = started(github, root);
      const url = await listening(lines, child);
      child.kill('SIGUSR2');
      const push = payloadOf({ ref: 'refs/heads/topic', after: sha('a') });
      for (let tries = 0; tries < 40 && child.exitCode === null; tries += 1)
        await sendWebhook(url, { id: `tried-${tries}`, event: 'push', payload: push }).catch(() => undefined);
      expect(await ended).toEqual({ code: 3, signal: null });
      expect(errors()).toMatch(/^mintmark: the embedded database has stopped: .*No space left on device.*\n$/);
    } finally {
      github.close();
      rmSync(root, { recursive: true, force: true });
    }
  },
  60_000,
);
