// Opens every page of the dashboard in Chromium and keeps pictures of them: `node scripts/dashboard-pictures.ts FOLDER`.
// It fails where a page is wider than its window, or heavier than 100 KB. CHROMIUM names the browser where it is not found.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { openMemory } from '../src/store/open-memory.ts';
import { openInBrowser } from '../test/web/browser-pages.ts';
import { filledPages } from '../test/web/filled-pages.ts';
import { filledAt } from '../test/web/filled-store.ts';
import { showPages } from '../test/web/shown-pages.ts';
import { findChromium, startChromium } from './chromium.ts';

const looks = [
  { name: 'wide', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'wide-dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'phone-dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

const mostBytes = 100_000;

const [folder, only] = process.argv.slice(2);
const executablePath = findChromium();
if (folder === undefined) end('Name the folder for the pictures: node scripts/dashboard-pictures.ts FOLDER [PAGE]');
else if (executablePath === null)
  end('There is no Chromium here. Install one (Debian: apt-get install chromium), or name it: CHROMIUM=/path/to/it');
else await takeAll(resolve(folder), executablePath);

async function takeAll(into: string, executable: string): Promise<void> {
  mkdirSync(into, { recursive: true });
  await using parts = new AsyncDisposableStack();
  const browser = await startChromium(executable);
  parts.defer(() => browser.close());
  for (const repositories of [0, 1, 2000]) {
    const opened = await openMemory();
    try {
      const paths = await filledPages(opened, repositories);
      const pages = showPages({ store: opened.store, now: filledAt });
      for (const [name, path] of paths)
        if (only === undefined || name.startsWith(only))
          await take(browser, await pages.show(path), path, join(into, `${name}-${repositories}`));
    } finally {
      await opened.store.close();
    }
  }
}

async function take(browser: Browser, text: string | null, path: string, to: string): Promise<void> {
  if (text === null) return fail(`${path} is not there`);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) fail(`${path} has ${bytes} bytes, more than ${mostBytes}`);
  for (const { name, ...look } of looks) {
    const page = await openInBrowser(browser, text, look);
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (width > look.viewport.width) fail(`${path} is ${width} wide at ${look.viewport.width}`);
    await page.screenshot({ path: `${to}-${name}.png`, fullPage: true });
    await page.close();
  }
  console.log(`${to}  ${path}  ${bytes} bytes`);
}

function fail(sentence: string): void {
  console.error(sentence);
  process.exitCode = 1;
}

function end(sentence: string): void {
  console.error(sentence);
  process.exitCode = 2;
}
