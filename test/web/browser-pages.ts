import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { stylesheet } from '../../src/web/layout/index.ts';

/** Opens a page in a browser, with its stylesheet and under the headers that it is sent with; nothing else is loaded. */
export async function openInBrowser(browser: Browser, text: string, look: BrowserContextOptions): Promise<Page> {
  const page = await browser.newPage(look);
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html; charset=utf-8', headers, body: text });
    if (pathname === stylesheet.path) return route.fulfill({ contentType: 'text/css', body: stylesheet.text });
    return route.abort();
  });
  await page.goto('http://localhost/');
  return page;
}

const headers = {
  'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'",
};
