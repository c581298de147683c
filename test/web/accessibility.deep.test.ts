import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, startChromium } from '../../scripts/chromium.ts';
import { openMemory } from '../../src/store/open-memory.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { openInBrowser } from './browser-pages.ts';
import { errorTexts } from './error-texts.ts';
import { filledPages } from './filled-pages.ts';
import { filledAt } from './filled-store.ts';
import { type ShownPages, showPages, signedOutPage } from './shown-pages.ts';

const executable = findChromium();

describe.skipIf(executable === null)('every page in a browser', () => {
  let browser: Browser;
  let opened: OpenStore;
  let pages: ShownPages;
  let paths: ReadonlyMap<string, string>;

  beforeAll(async () => {
    [browser, opened] = await Promise.all([startChromium(executable ?? ''), openMemory()]);
    paths = await filledPages(opened, 8);
    pages = showPages({ store: opened.store, now: filledAt });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await opened?.store.close();
  });

  test('has no fault of weight that axe finds, in light and dark, and is no wider than its window', async () => {
    const texts: (readonly [string, string])[] = [['signed-out', await signedOutPage()], ...(await errorTexts())];
    for (const [name, path] of [...paths].filter(([each]) => !alike.test(each))) {
      const text = await pages.show(path);
      expect(text, path).not.toBeNull();
      texts.push([name, text ?? '']);
    }
    for (const [name, text] of texts) {
      const page = await openInBrowser(browser, text, { ...telephone, colorScheme: 'light' });
      for (const width of [telephone.viewport.width, 768, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate('document.documentElement.scrollWidth'), `${name} at ${width}`).toBe(width);
        expect(await page.evaluate(hiddenTables), `${name} at ${width}`).toEqual([]);
      }
      expect(await faultsOf(page, '{}'), name).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await faultsOf(page, '{ runOnly: ["color-contrast"] }'), `${name}, dark`).toEqual([]);
      await page.close();
    }
  }, 120_000);

  test('is used by keyboard: the first stop leads to the content, and focus is seen', async () => {
    const text = (await pages.show('/o/coin-press')) ?? '';
    const page = await openInBrowser(browser, text, { viewport: { width: 1280, height: 900 } });
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.close();
  });
});

/** Repositories are many, and their pages are made alike. */
const alike = /^repository-(?!mint$|vault$)/;

const telephone = { viewport: { width: 390, height: 844 } } as const;

/** Captions of tables that nobody sees although nothing is folded around them. */
const hiddenTables = `[...document.querySelectorAll('main table')]
  .filter((table) => !table.closest('details:not([open])') && !table.checkVisibility())
  .map(({ caption }) => caption.textContent)`;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Each as `color-contrast: .quiet`, of impact serious or critical. */
async function faultsOf(page: Page, options: string): Promise<readonly string[]> {
  await page.evaluate(`window.axe === undefined && ${axe}`);
  const violations = (await page.evaluate(
    `axe.run(${options}).then(({ violations }) => violations)`,
  )) as readonly Result[];
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
}
