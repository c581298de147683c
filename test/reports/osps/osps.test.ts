import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ospsCorrespondences } from '../../../src/controls/frameworks.ts';
import { controls } from '../../../src/controls/index.ts';
import { ospsCatalogue, ospsRequirements } from '../../../src/controls/osps-catalogue.ts';
import { renderOsps } from '../../../src/reports/osps/index.ts';
import type { Report, ReportControl } from '../../../src/types/report.ts';
import { aControl, aFinding, aReport, emptyReport, fullReport, hostileReport } from '../report-fixture.ts';
import { evaluationLogSchema } from './evaluation-log-schema.ts';

const catalogue = { ...ospsCatalogue, requirements: ospsRequirements, correspondences: ospsCorrespondences };
const validate = new Ajv2020().compile(evaluationLogSchema);

interface Log {
  result: string;
  message: string;
  recommendation?: string;
  'steps-executed': number;
  requirement: { 'entry-id': string };
}

function logOf(report: Report) {
  const text = renderOsps(report, catalogue, { at: '2026-11-22T12:00:00Z', version: '0.1.0' });
  return JSON.parse(text) as {
    result: string;
    target: object;
    evaluations: { name: string; result: string; message: string; 'assessment-logs': Log[] }[];
  };
}

/** What is said of one requirement where these are the only answers. */
function said(requirement: string, answers: readonly Partial<ReportControl>[], findings: Report['findings'] = []): Log {
  const report = aReport({ controls: answers.map((answer) => aControl({ registry: null, ...answer })), findings });
  const log = logOf(report)
    .evaluations.flatMap((evaluation) => evaluation['assessment-logs'])
    .find((each) => each.requirement['entry-id'] === requirement);
  if (log === undefined) throw new Error(`${requirement} is not in the log`);
  return log;
}

describe('renderOsps', () => {
  it.each([
    ['empty', emptyReport],
    ['full', fullReport],
    ['hostile', hostileReport],
    ['all good', aReport({ controls: controls.map(({ id }) => aControl({ id, registry: null })) })],
  ])('writes an evaluation log for the %s report', (_, report) => {
    validate(logOf(report));
    expect(validate.errors).toBeNull();
  });

  it('never calls a requirement passed of which it sees a part, however good all is', () => {
    const log = logOf(aReport({ controls: controls.map(({ id }) => aControl({ id, registry: null })) }));
    const passed = log.evaluations
      .flatMap((evaluation) => evaluation['assessment-logs'])
      .flatMap(({ result, requirement }) => (result === 'Passed' ? [requirement['entry-id']] : []));
    const whole = ospsCorrespondences.flatMap(({ covers, requirement }) => (covers === 'wholly' ? [requirement] : []));
    expect(passed.toSorted()).toEqual([...new Set<string>(whole)].toSorted());
    expect(log.result).toBe('Needs Review');
    // Of this control all requirements are seen, of that one only some
    const results = new Map(log.evaluations.map(({ name, result }) => [name, result]));
    expect([results.get('OSPS-AC-03'), results.get('OSPS-AC-04')]).toEqual(['Passed', 'Needs Review']);
  });

  it.each([
    ['OSPS-AC-01.01', 'Passed', [{ id: 'two-factor' }]],
    ['OSPS-AC-01.01', 'Unknown', [{ id: 'two-factor', verdict: 'unknown', settles: 'Ask.' }]],
    ['OSPS-AC-01.01', 'Needs Review', [{ id: 'two-factor', verdict: 'accepted' }]],
    ['OSPS-AC-01.01', 'Not Run', [{ id: 'two-factor', verdict: 'not-applicable' }]],
    ['OSPS-AC-01.01', 'Not Run', []],
    ['OSPS-AC-02.01', 'missing', []],
    ['OSPS-BR-01.03', 'Needs Review', [{ id: 'publish-triggers' }]],
    ['OSPS-BR-07.01', 'Passed', [{ id: 'secret-scanning' }, { id: 'committed-credential' }]],
    ['OSPS-BR-07.01', 'Unknown', [{ id: 'secret-scanning' }, { id: 'committed-credential', verdict: 'unknown' }]],
    ['OSPS-BR-07.01', 'Needs Review', [{ id: 'secret-scanning', verdict: 'fail' }]],
    ['OSPS-BR-06.01', 'Needs Review', [{ id: 'provenance' }, { id: 'signed-releases' }]],
  ] as const)('%s is %s where the answers are %j', (requirement, result, answers) => {
    if (result === 'missing') expect(() => said(requirement, answers)).toThrow('is not in the log');
    else expect(said(requirement, answers).result).toBe(result);
  });

  it('calls it failed only for a finding that breaks it', () => {
    const failing = [{ id: 'publish-injection', verdict: 'fail' as const }];
    const found = (severity: 'critical' | 'low') => [aFinding({ control: 'publish-injection', severity })];
    expect(said('OSPS-BR-01.01', failing, found('critical'))).toMatchObject({
      result: 'Failed',
      message: aFinding().message,
      recommendation: aFinding().remediation.steps.join(' '),
      'steps-executed': 1,
    });
    expect(said('OSPS-BR-01.01', failing, found('low')).result).toBe('Needs Review');
  });

  it('tells nothing of what may be an incident under way', () => {
    const report = aReport({
      controls: [aControl({ id: 'provenance', verdict: 'fail', reason: 'the secret reason' })],
      findings: [aFinding({ control: 'provenance', message: 'the secret finding', confidential: true })],
    });
    expect(JSON.stringify(logOf(report))).not.toContain('the secret');
  });
});
