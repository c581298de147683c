import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incidentBody, incidentTitle, retractionBody, securityCheck } from '../../../src/reports/incident/index.ts';
import type { IncidentPack } from '../../../src/types/incident-pack.ts';

function aPack(over: Partial<IncidentPack> = {}): IncidentPack {
  return {
    version: 1,
    repository: 'octo/lantern',
    registry: 'npm',
    package: 'lantern',
    release: '1.2.4',
    publishedAt: '2026-03-01T12:00:00.000Z',
    noticedAt: '2026-03-01T12:04:00.000Z',
    severity: 'critical',
    signals: [
      {
        id: 'tp-lost',
        severity: 'critical',
        says: 'published by `mallory`, while releases came by trusted publishing',
      },
    ],
    known: ['Published by `mallory` (npm).'],
    notKnown: ['Who published it.'],
    response: [
      { kind: 'preserve', says: 'Keep it.', commands: ["npm pack 'a`b'"], links: ['https://docs.npmjs.com/x'] },
      { kind: 'tell', says: 'Tell them.', commands: [], links: [] },
    ],
    evidence: [
      {
        what: 'the record',
        source: 'https://registry.example/lantern',
        sha256: 'ab'.repeat(32),
        text: '{\n  "version": "1.2.4"\n}',
      },
    ],
    ...over,
  };
}

const mostCharacters = 65_535;

describe('the text of an incident', () => {
  it('says what, what to do, what is known and what is not, and shows the evidence', () => {
    const body = incidentBody(aPack(), []);
    const headings = body.match(/^#{2,3} .*$/gm);
    expect(headings).toEqual([
      '## `1.2.4` of `lantern` on npm',
      '### What does not fit',
      '### What to do, in this order',
      '### What is known',
      '### What is not known, and what would settle it',
      '### How this ends',
      '### To tell users, once you know',
      '### Evidence, as it was read',
    ]);
    expect(body).toContain("```sh\nnpm pack 'a`b'\n```");
    expect(body).toContain('**1. Preserve.** Keep it.');
    expect(body).toContain('ab'.repeat(32));
    expect(body).toContain('"version": "1.2.4"');
    expect(body).not.toContain('Since then');
    expect(incidentTitle(aPack())).toBe('A release that did not come from where it should: lantern 1.2.4 on npm');
  });

  it('says what has changed since, where something has', () => {
    expect(incidentBody(aPack(), ['The release is withdrawn: yanked.'])).toContain(
      '### Since then\n\n- The release is withdrawn: yanked.',
    );
  });

  it('stays within what GitHub takes, and drops the evidence first', () => {
    const text = '"x": 1,\n'.repeat(8000);
    const one = { what: 'the record', source: 'x', sha256: 'ab'.repeat(32), text };
    const body = incidentBody(aPack({ evidence: [one, one, one] }), []);
    expect(body.length).toBeLessThan(mostCharacters);
    expect(body).toContain('### What is known');
    expect(body).toContain('more parts are left out here');
  });

  it('gives hostile text no way out of its block', () => {
    const nasty = '````\n</details>\n@octo <img src=x> \u202e';
    const body = incidentBody(
      aPack({
        package: nasty,
        signals: [{ id: 'tp-lost', severity: 'high', says: nasty }],
        response: [{ kind: 'contain', says: nasty, commands: [`npm x '${nasty}'`], links: ['javascript:alert(1)'] }],
        evidence: [{ what: nasty, source: nasty, sha256: 'ab', text: nasty }],
      }),
      [nasty],
    );
    expect(body).not.toContain('\u202e');
    const outside = body.replaceAll(/^(`{3,})[a-z]*\n[\s\S]*?\n\1$/gm, '');
    const bare = outside.replaceAll(/(`+)[\s\S]*?[^`]\1(?!`)/g, '');
    expect(bare).not.toContain('<img');
    expect(bare).not.toContain('@octo');
    expect(bare).not.toContain('javascript:');
    expect(incidentTitle(aPack({ package: nasty }))).not.toMatch(/[\n\u202e]/);
  });

  it('holds for anything at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (odd) => {
        const body = incidentBody(aPack({ package: odd, known: [odd, odd], notKnown: [odd] }), [odd]);
        expect(body.length).toBeLessThan(mostCharacters);
        expect(body.isWellFormed()).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a retraction', () => {
  const body = retractionBody(
    aPack(),
    ['`tp-lost` is answered: attested by `release.yml`'],
    '2026-03-01T13:00:00.000Z',
  );

  it('marks the draft of the record as withdrawn, which it is not before', () => {
    expect(body).toContain('"withdrawn": "2026-03-01T13:00:00.000Z"');
    const standing = incidentBody(aPack(), []);
    expect(standing).toContain('"ecosystem": "npm"');
    expect(standing).not.toContain('"withdrawn"');
    expect(incidentBody(aPack({ registry: 'jsr' }), [])).not.toContain('OSV format');
  });

  it('says on top that it was a false alarm, and why, and keeps what was said', () => {
    expect(body.startsWith('## This was a false alarm\n')).toBe(true);
    expect(body.indexOf('is answered: attested by')).toBeLessThan(body.indexOf('### What does not fit'));
    expect(body).toContain('2026-03-01T13:00:00.000Z');
  });
});

describe('the check run that everybody sees', () => {
  it.each(['told', 'untold', 'settled'] as const)('says nothing of the package or its signals: %s', (state) => {
    const output = securityCheck(state, 'SECURITY.md');
    // Keys of the policy and names of permissions stand in backticks
    expect(`${output.title} ${output.summary}`.replaceAll(/`[^`]*`/g, '')).not.toMatch(
      /release|package|version|incident|npm|attack|malware/i,
    );
    expect(output.text).toBeNull();
    expect(output.annotations).toEqual([]);
  });

  it('never blocks a merge, and ends as a success', () => {
    expect(securityCheck('told', null).conclusion).toBe('neutral');
    expect(securityCheck('untold', null).conclusion).toBe('neutral');
    expect(securityCheck('settled', null).conclusion).toBe('success');
  });

  it('names the security policy where there is one', () => {
    expect(securityCheck('told', '.github/SECURITY.md').summary).toContain('`.github/SECURITY.md`');
    expect(securityCheck('told', null).summary).toContain('its maintainers');
    expect(securityCheck('untold', null).summary).toContain('repository_advisories: write');
  });
});
