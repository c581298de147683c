// Opens the demo's pages in Chromium and keeps pictures of them: `node scripts/screenshots.ts FOLDER`. CHROMIUM names the
// browser where it is not found by itself.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { play } from '../src/cli/demo/play.ts';
import { openStage } from '../src/cli/demo/stage.ts';
import { coinPress } from '../src/sandbox/scenarios/coin-press.ts';
import { findChromium, startChromium } from './chromium.ts';

const looks = [
  { name: 'wide', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;

const [folder] = process.argv.slice(2);
const executablePath = findChromium();
if (folder === undefined) end('Name the folder for the pictures: node scripts/screenshots.ts FOLDER');
else if (executablePath === null)
  end('There is no Chromium here. Install one (Debian: apt-get install chromium), or name it: CHROMIUM=/path/to/it');
else await takeAll(resolve(folder), executablePath);

async function takeAll(into: string, executablePath: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  await using parts = new AsyncDisposableStack();
  const stage = await openStage(coinPress, 0);
  parts.defer(() => stage.close());
  const played = await play(stage, coinPress, (sentence) => console.error(sentence));
  const browser = await startChromium(executablePath);
  parts.defer(() => browser.close());

  const paths: Record<string, string> = { list: '/' };
  for (const { repository, number, run } of played.pulls) {
    paths[`${repository}-pull`] = `/coin-press/${repository}/pull/${number}`;
    paths[`${repository}-check`] = `/coin-press/${repository}/runs/${run?.id ?? 0}`;
  }
  const { noticed, theft } = played.alarm;
  if (noticed !== null)
    paths['advisory'] = `/coin-press/${theft.repository}/security/advisories/${noticed.advisory.id}`;
  paths['issue'] = '/coin-press/showcase/issues/1';
  if (played.fix.pull !== null) paths['fix'] = `/coin-press/${played.fix.repository}/pull/${played.fix.pull.number}`;
  paths['repository'] = '/coin-press/touchstone';
  for (const [name, path] of Object.entries(paths)) await take(browser, stage.pages.url + path, join(into, name));
}

async function take(browser: Browser, url: string, to: string): Promise<void> {
  for (const { name, ...look } of looks) {
    const page = await browser.newPage(look);
    await page.goto(url);
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (width > look.viewport.width) console.error(`${url} is ${width} wide at ${look.viewport.width}`);
    await page.screenshot({ path: `${to}-${name}.png`, fullPage: true });
    await page.close();
    console.log(`${to}-${name}.png`);
  }
}

function end(sentence: string): void {
  console.error(sentence);
  process.exitCode = 2;
}
