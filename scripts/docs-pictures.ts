// Takes the pictures of docs/pictures anew, from the demo and from a filled dashboard: `node scripts/docs-pictures.ts`.
// CHROMIUM names the browser where it is not found by itself.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { play } from '../src/cli/demo/play.ts';
import { openStage } from '../src/cli/demo/stage.ts';
import { coinPress } from '../src/sandbox/scenarios/coin-press.ts';
import { openMemory } from '../src/store/open-memory.ts';
import { openInBrowser } from '../test/web/browser-pages.ts';
import { filledPages } from '../test/web/filled-pages.ts';
import { filledAt } from '../test/web/filled-store.ts';
import { showPages } from '../test/web/shown-pages.ts';
import { findChromium, startChromium } from './chromium.ts';

const into = join(import.meta.dirname, '../docs/pictures');
/** Small enough for the README, and wide enough for two columns. */
const look = { colorScheme: 'light', viewport: { width: 1100, height: 700 } } as const;
const wideLook = { colorScheme: 'light', viewport: { width: 1280, height: 760 } } as const;

const executable = findChromium();
if (executable === null) {
  console.error(
    'There is no Chromium here. Install one (Debian: apt-get install chromium), or name it: CHROMIUM=/path',
  );
  process.exitCode = 2;
} else {
  mkdirSync(into, { recursive: true });
  const browser = await startChromium(executable);
  try {
    await takeDemo(browser);
    await takeDashboard(browser);
  } finally {
    await browser.close();
  }
}

async function takeDemo(browser: Browser): Promise<void> {
  const stage = await openStage(coinPress, 0);
  try {
    const played = await play(stage, coinPress, (sentence) => console.error(sentence));
    const [pull] = played.pulls;
    if (pull?.run === undefined || pull.run === null)
      throw new Error('the demo has no check run on its first pull request');
    await take(browser, 'check-run', `${stage.pages.url}/coin-press/${pull.repository}/runs/${pull.run.id}`);
    await take(browser, 'issue', `${stage.pages.url}/coin-press/showcase/issues/1`);
  } finally {
    await stage.close();
  }
}

async function take(browser: Browser, name: string, url: string): Promise<void> {
  const page = await browser.newPage(look);
  await page.goto(url);
  keep(name, await page.screenshot());
  await page.close();
}

/** The pages of an organisation with 2,000 made-up repositories. */
async function takeDashboard(browser: Browser): Promise<void> {
  const opened = await openMemory();
  try {
    const paths = [...(await filledPages(opened, 2000))];
    const pages = showPages({ store: opened.store, now: filledAt });
    for (const wanted of ['organisation', 'repository']) {
      const [, path = ''] = paths.find(([name]) => name.startsWith(wanted)) ?? [];
      const text = await pages.show(path);
      if (text === null) throw new Error(`the dashboard has no page ${wanted}`);
      const page = await openInBrowser(browser, text, wideLook);
      keep(`dashboard-${wanted}`, await page.screenshot());
      await page.close();
    }
  } finally {
    await opened.store.close();
  }
}

function keep(name: string, taken: Uint8Array): void {
  const picture = withPalette(taken);
  writeFileSync(join(into, `${name}.png`), picture);
  console.log(`docs/pictures/${name}.png  ${Math.ceil(picture.length / 1000)} KB`);
}

/** With 256 colours, where pngquant is installed (Debian: apt-get install pngquant). */
function withPalette(picture: Uint8Array): Uint8Array {
  const { status, stdout } = spawnSync('pngquant', ['--speed', '1', '--strip', '256', '-'], {
    input: picture,
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 && stdout.length < picture.length ? stdout : picture;
}
