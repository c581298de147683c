import type { Rule } from '../reports/sarif.ts';
import type { Report } from '../types/report.ts';
import { version } from './version.ts';

export const formats = ['terminal', 'json', 'sarif', 'markdown'] as const;

export type Format = (typeof formats)[number];

export interface Presentation {
  readonly width: number;
  /** Whether colour and links may be written. */
  readonly escapes: boolean;
  /** Absolute path of the audited folder. */
  readonly folder: string;
  readonly rules: readonly Rule[];
  /** ISO 8601 day. */
  readonly today: string;
}

/** The report in one of the formats. Only its renderer is loaded. */
export async function render(format: Format, report: Report, presentation: Presentation): Promise<string> {
  return renderers[format](report, presentation);
}

type Renderer = (report: Report, presentation: Presentation) => Promise<string>;

const renderers: Readonly<Record<Format, Renderer>> = {
  terminal: async (report, { width, escapes, folder, today }) => {
    const [{ renderTerminal }, { withAges }] = await Promise.all([
      import('../reports/terminal/terminal.ts'),
      import('../reports/ages.ts'),
    ]);
    return renderTerminal(withAges(report, today), { width, color: escapes, links: escapes, folder });
  },
  json: async (report) => (await import('../reports/json.ts')).renderJson(report),
  sarif: async (report, { rules }) => (await import('../reports/sarif.ts')).renderSarif(report, rules, version()),
  markdown: async (report) => (await import('../reports/markdown/markdown.ts')).renderMarkdown(report),
};
