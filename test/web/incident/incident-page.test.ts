import { describe, expect, it } from 'vitest';
import type { StoredIncident } from '../../../src/store/store.ts';
import { incidentContent } from '../../../src/web/incident/incident-page.ts';
import { addressOf } from '../../../src/web/incident/place-address.ts';
import { hostile } from '../../reports/report-fixture.ts';
import { asked, isInert, textOf, written } from '../repository/repository-models.ts';
import { anIncident } from './an-incident.ts';

const place = { installation: { account: 'acme' }, repository: { owner: 'acme', name: 'widgets' } };

function page(own: Partial<StoredIncident> = {}): string {
  return written(incidentContent({ ...anIncident, ...own }, place, asked()).content);
}

describe('the page about an incident', () => {
  it('says what does not fit, what to do with commands to copy, what is known and not, and what was frozen', () => {
    const text = page();
    expect(textOf(text)).toContain('noticed 60 minutes ago');
    expect(textOf(text)).toContain('critical tp-lost : published by the account mallory');
    expect(text).toContain('<code>npm pack &#39;@acme/core@6.6.6&#39;\nsha256sum *.tgz</code>');
    expect(text).toContain('href="https://registry.example/report"');
    expect(textOf(text)).toContain('SHA-256 f00d');
    expect(text).toContain('{\n  &quot;a&quot;: 1\n}');
    expect(text).toContain('href="https://github.com/acme/widgets/security/advisories/GHSA-aaaa-bbbb-cccc"');
    expect(text).toContain('href="/r/acme/widgets/p/npm/%40acme/core?version=6.6.6#version"');
    expect(text).not.toContain('false alarm');
  });

  it('says first that it was a false alarm, and later that it stands again', () => {
    const retracted = textOf(page({ state: 'retracted', retraction: 'the run `4711` proves it\nthe tag followed' }));
    expect(retracted).toMatch(
      /This was a false alarm\. .* the run 4711 proves it the tag followed .* What does not fit/,
    );
    expect(textOf(page({ retraction: 'the run proves it' }))).toContain(
      'It was taken back once, and stands again. What took it back then: the run proves it',
    );
  });

  it('stays one that opens at once, and shows nothing of the evidence as markup', () => {
    const evidence = Array.from({ length: 60 }, () => ({
      what: hostile,
      source: hostile,
      sha256: hostile,
      text: hostile.repeat(300),
    }));
    const response = Array.from({ length: 90 }, () => ({
      kind: 'tell' as const,
      says: hostile,
      commands: [hostile],
      links: [hostile],
    }));
    const known = Array.from({ length: 90 }, () => 'k'.repeat(3000));
    const text = page({ pack: { ...anIncident.pack, package: hostile, release: hostile, evidence, response, known } });
    expect(text.length).toBeLessThan(250_000);
    expect(isInert(text)).toBe(true);
  });
});

describe('where it was told', () => {
  it('is led to by what is plainly an issue or an advisory', () => {
    const issue = { kind: 'issue', repository: 'acme/private', id: '12' } as const;
    expect(addressOf(issue, 'https://github.example')).toBe('https://github.example/acme/private/issues/12');
    expect(addressOf({ ...issue, id: '12/../..' }, 'https://github.example')).toBeNull();
    expect(addressOf({ ...issue, repository: 'evil' }, 'https://github.example')).toBeNull();
    expect(addressOf({ ...issue, kind: 'advisory' }, 'https://github.example')).toBeNull();
  });
});
