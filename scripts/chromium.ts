import { existsSync } from 'node:fs';
import process from 'node:process';
import { type Browser, chromium } from 'playwright-core';

/** Where Chromium is: as CHROMIUM says, or where it usually is; null where there is none. */
export function findChromium(): string | null {
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const named = process.env['CHROMIUM'];
  return (named === undefined ? usual : [named]).find((path) => existsSync(path)) ?? null;
}

export function startChromium(executablePath: string): Promise<Browser> {
  // As root there is no sandbox to be had; nothing foreign is opened.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}
