import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { renderJson } from '../../src/reports/json.ts';
import { migrationSchema } from '../../src/types/migration.ts';
import { type Report, reportSchema } from '../../src/types/report.ts';
import { aLedger } from './ledger/fixture.ts';
import { aMigration } from './migration/fixture.ts';
import { aFinding, aReport, emptyReport, fullReport, hostileReport } from './report-fixture.ts';

/** With all that only audits tell that asked registries. */
const askedReport: Report = {
  ...fullReport,
  findings: [aFinding({ confidential: true, since: '2026-05-01' }), ...fullReport.findings],
  releases: [aLedger()],
  migrations: [aMigration({ confidential: true })],
  secrets: ['NPM_TOKEN'],
};

describe('renderJson', () => {
  it.each([
    ['empty', emptyReport],
    ['full', fullReport],
    ['asked', askedReport],
    ['hostile', hostileReport],
  ])('keeps the %s report as it is', (_, report) => {
    expect(JSON.parse(renderJson(report))).toEqual(report);
    expect(reportSchema.safeParse(JSON.parse(renderJson(report))).success).toBe(true);
  });

  it('is indented by two spaces and ends with a newline', () => {
    expect(renderJson(emptyReport)).toMatch(/^\{\n {2}"version": 1,\n {2}"subject": \{\n {4}"repository": null,/);
    expect(renderJson(emptyReport).endsWith('}\n')).toBe(true);
  });

  it('is the same whatever order the keys were made in', () => {
    expect(renderJson(reversed(askedReport) as Report)).toBe(renderJson(askedReport));
  });

  it('has its keys in the order of the schema', () => {
    const printed = JSON.parse(renderJson(askedReport));
    expect(Object.keys(printed)).toEqual(Object.keys(reportSchema.shape));
    const items: Readonly<Record<string, z.ZodObject>> = {
      publications: reportSchema.shape.publications.element,
      elsewhere: reportSchema.shape.elsewhere.element,
      controls: reportSchema.shape.controls.element,
      findings: reportSchema.shape.findings.element,
      releases: reportSchema.shape.releases.element,
      migrations: migrationSchema,
      problems: reportSchema.shape.problems.element,
    };
    for (const [list, element] of Object.entries(items))
      expect(Object.keys(printed[list][0])).toEqual(Object.keys(element.shape));
    expect(Object.keys(printed.levels)).toEqual(['authentication', 'authorization', 'general', 'cli']);
  });

  it('is safe to print: nothing in it commands a terminal or reorders text', () => {
    const text = renderJson(
      aReport({ problems: [{ path: 'a\u009b31m\u202e\u{e0041}', line: null, message: '\u001b[2J\ud800' }] }),
    );
    expect(text).toContain(String.raw`"path": "a\u009b31m\u202e\udb40\udc41"`);
    expect(text).toContain(String.raw`"message": "\u001b[2J\ud800"`);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, own]) => [key, reversed(own)]),
  );
}
