import { isAbsolute, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location } from '../../types/place.ts';
import type { Painter } from '../text/paint.ts';
import { visible } from '../text/visible.ts';

/** What every section of the terminal's report is laid out on. */
export interface Page {
  readonly width: number;
  readonly painter: Painter;
  /** Absolute path of the audited folder, where links are wanted. */
  readonly folder: string | null;
}

/** `path:line`, the form that terminals and editors turn into a link by themselves. */
export function placeText(location: Pick<Location, 'path' | 'line'>): string {
  return `${visible(location.path)}:${location.line}`;
}

/** Where a `path:line` leads; null outside of the audited folder and where the folder is not known. */
export function placeUrl(location: Pick<Location, 'path' | 'line'>, page: Page): string | null {
  if (page.folder === null) return null;
  const target = resolve(page.folder, location.path);
  const inside = relative(page.folder, target);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return null;
  return `${pathToFileURL(target).href}#L${location.line}`;
}

export function heading(page: Page, text: string): string {
  return page.painter.paint('heading', text);
}
