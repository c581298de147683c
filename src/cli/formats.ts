import type { Rule } from '../reports/sarif.ts';
import type { Report } from '../types/report.ts';
import { version } from './version.ts';

export const formats = ['terminal', 'json', 'sarif', 'markdown', 'osps', 'in-toto'] as const;

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
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Nobody was asked. */
  readonly offline: boolean;
  /** Text of the policy file; null where there is none. */
  policyText(): string | null;
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
  osps: async (report, { now }) => (await import('./osps.ts')).ospsText(report, now),
  'in-toto': async (report, presentation) => (await import('./statement.ts')).statementText(report, presentation),
};
