import type { Severity } from '../../types/severity.ts';

export type Style = 'plain' | 'heading' | 'strong' | 'faint' | 'good' | 'code' | Severity;

/** Puts colour and links on text that is laid out already; without them it gives the text back as it is. */
export interface Painter {
  readonly color: boolean;
  paint(style: Style, text: string): string;
  link(text: string, url: string | null): string;
}

export function painter(options: { readonly color: boolean; readonly links: boolean }): Painter {
  return {
    color: options.color,
    paint: (style, text) =>
      options.color && style !== 'plain' && text !== '' ? `\x1b[${codes[style]}m${text}\x1b[0m` : text,
    link: (text, url) => (options.links && url !== null ? `\x1b]8;;${url}\x1b\\${text}\x1b]8;;\x1b\\` : text),
  };
}

/** From the sixteen colours of the reader's own theme. */
const codes: Readonly<Record<Exclude<Style, 'plain'>, string>> = {
  heading: '1',
  strong: '1',
  faint: '2',
  good: '32',
  code: '36',
  critical: '1;31',
  high: '31',
  medium: '33',
  low: '36',
};
