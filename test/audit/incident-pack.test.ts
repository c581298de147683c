import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { breaksIn, incidentPack, retractionOf, sinceThen } from '../../src/audit/incidents.ts';
import type { PackageEvidence } from '../../src/ledger/package-evidence.ts';
import { client } from '../../src/registries/npm/client.ts';
import type { IncidentPack } from '../../src/types/incident-pack.ts';
import { byPerson, gone, saw, unreadable } from '../ledger/builders.ts';
import { aPublication } from '../reports/report-fixture.ts';
import { badAt, badVersion, evidenceOf } from './incident-cases.ts';

const day = 86_400_000;
const noticedAt = badAt + 3_600_000;
const source = {
  version: badVersion,
  repository: 'octo/lantern',
  isName: (name: string) => client.isName(name),
  noticedAt,
};

function packOf(evidence: PackageEvidence, publications = [aPublication({ packages: ['lantern'] })]): IncidentPack {
  const pack = incidentPack({ ...source, evidence, publications });
  if (pack === null) throw new Error('no pack');
  return pack;
}

describe('a break', () => {
  it('is a fresh release with a grave signal', () => {
    const [found, ...others] = breaksIn(evidenceOf(), null, noticedAt);
    expect(others).toEqual([]);
    expect(found?.version).toBe(badVersion);
    expect(found?.signals.map(({ id }) => id)).toContain('tp-lost');
    expect(found?.signals.every(({ provisional }) => !provisional)).toBe(true);
  });

  it('is none in an honest history', () => {
    expect(breaksIn(evidenceOf({ bad: null }), null, noticedAt)).toEqual([]);
    expect(breaksIn(evidenceOf({ bad: {}, proved: true }), null, noticedAt)).toEqual([]);
  });

  it('is none where the release is old and was there before the first look', () => {
    expect(breaksIn(evidenceOf({ now: badAt + 8 * day }), null, badAt + 8 * day)).toEqual([]);
  });

  it('is one where the release is old by its own word and was not there at the look before', () => {
    const before = evidenceOf({ bad: null, now: badAt - day });
    const found = breaksIn(evidenceOf({ now: badAt + 8 * day }), before, badAt + 8 * day);
    expect(found.map(({ version }) => version)).toEqual([badVersion]);
  });

  it('is not taken for new where the look before saw nothing', () => {
    const before = { ...evidenceOf({ bad: null }), history: unreadable(), ledger: null };
    expect(breaksIn(evidenceOf({ now: badAt + 8 * day }), before, badAt + 8 * day)).toEqual([]);
  });

  it('waits for evidence that can still arrive', () => {
    const evidence = evidenceOf();
    const rows = evidence.ledger?.rows.map((row) => ({
      ...row,
      signals: row.signals.map((signal) => ({ ...signal, provisional: true })),
    }));
    const waiting = { ...evidence, ledger: evidence.ledger && { ...evidence.ledger, rows: rows ?? [] } };
    expect(breaksIn(waiting, null, noticedAt)).toEqual([]);
  });

  it('is none where there is no ledger', () => {
    expect(breaksIn({ ...evidenceOf(), history: gone(), ledger: null }, null, noticedAt)).toEqual([]);
  });
});

describe('a pack', () => {
  it('names the release, its signals and the release before', () => {
    const pack = packOf(evidenceOf());
    expect(pack).toMatchObject({
      version: 1,
      repository: 'octo/lantern',
      registry: 'npm',
      package: 'lantern',
      release: badVersion,
      severity: 'critical',
      publishedAt: new Date(badAt).toISOString(),
      noticedAt: new Date(noticedAt).toISOString(),
    });
    expect(pack.signals[0]?.severity).toBe('critical');
    expect(pack.known[0]).toMatch(/`1\.10\.0` of `lantern` was published at .* by `mallory` \(npm\)\./);
    expect(pack.known.join('\n')).toContain('Before it came `1.9.0`');
    expect(pack.known.join('\n')).toContain('Tag missing: no tag of this version (GitHub).');
    expect(pack.notKnown.length).toBeGreaterThan(3);
  });

  it('freezes what was read, each document with the hash of its text', () => {
    const { evidence } = packOf(evidenceOf());
    expect(evidence.map(({ what }) => what)).toContain("the registry's record of the release");
    for (const { text, sha256 } of evidence) expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
    const record = evidence.find(({ what }) => what === "the registry's record of the release");
    expect(JSON.parse(record?.text ?? '')).toMatchObject({ version: badVersion, publisher: { name: 'mallory' } });
  });

  it('cuts a document that is too long, and hashes the whole', () => {
    const dependencies = Array.from({ length: 8000 }, (_, at) => `dépendance-${at}`);
    const { evidence } = packOf(evidenceOf({ bad: { publisher: byPerson('mallory'), attested: 'no', dependencies } }));
    const [record] = evidence;
    expect(Buffer.byteLength(record?.text ?? '')).toBeLessThanOrEqual(64 * 1024);
    expect(record?.what).toContain('the first 64 KiB');
    expect(record?.sha256).not.toBe(
      createHash('sha256')
        .update(record?.text ?? '')
        .digest('hex'),
    );
  });

  it('says what to do in order, with the secrets and workflows of the package', () => {
    const pack = packOf(evidenceOf(), [
      aPublication({
        packages: ['lantern'],
        credentials: [{ kind: 'long-lived', source: 'secrets.NPM_TOKEN', arrives: 'environment variable' }],
      }),
      aPublication({
        packages: ['other'],
        credentials: [{ kind: 'long-lived', source: 'secrets.OTHER_TOKEN', arrives: 'environment variable' }],
      }),
    ]);
    const kinds = pack.response.map(({ kind }) => kind);
    const order = ['preserve', 'contain', 'revoke', 'rotate', 'report', 'tell'];
    expect([...new Set(kinds)]).toEqual(order);
    expect(kinds).toEqual(kinds.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    const commands = pack.response.flatMap((step) => step.commands);
    expect(commands).toContain(
      "npm deprecate lantern@1.10.0 'Do not use: this release was not published by its maintainers'",
    );
    expect(commands).toContain('npm dist-tag add lantern@1.9.0 latest');
    expect(commands).toContain('gh secret delete NPM_TOKEN --repo octo/lantern');
    expect(commands).toContain('gh workflow disable release.yml --repo octo/lantern');
    expect(commands.join('\n')).not.toContain('OTHER_TOKEN');
  });

  it('leads installs back only where they get the release, and only within its line', () => {
    const wayBack = (evidence: PackageEvidence) =>
      packOf(evidence)
        .response.flatMap((step) => step.commands)
        .filter((command) => command.includes('dist-tag add'));
    const evidence = evidenceOf();
    expect(wayBack(evidence)).toHaveLength(1);
    if (evidence.history.state !== 'seen') throw new Error('no history');
    const history = { ...evidence.history, value: { ...evidence.history.value, newest: '2.0.0' } };
    expect(wayBack({ ...evidence, history })).toEqual([]);
  });

  it('writes no command out for a name that the registry could not have', () => {
    const name = 'https://evil.example/x';
    const evidence = evidenceOf();
    const pack = packOf({ ...evidence, name });
    const commands = pack.response.flatMap((step) => step.commands).filter((command) => !command.startsWith('gh '));
    expect(commands).toEqual([]);
    expect(pack.response[0]?.says).toContain('No command is written out');
  });

  it('is equal for equal evidence, and none for a release that is not there', () => {
    const evidence = evidenceOf();
    expect(packOf(evidence)).toEqual(packOf(evidence));
    expect(incidentPack({ ...source, evidence, publications: [], version: '9.9.9' })).toBeNull();
  });
});

describe('a retraction', () => {
  const pack = packOf(evidenceOf());

  it('comes when proof has arrived for everything that did not fit', () => {
    const late = evidenceOf({ bad: {}, proved: true });
    const reasons = retractionOf({ ...pack, signals: pack.signals.filter(({ id }) => id === 'tp-lost') }, late);
    expect(reasons).toHaveLength(1);
    expect(reasons?.[0]).toMatch(/^`tp-lost` is answered: attested by/);
  });

  it('does not come while anything grave stands, or while proof is missing', () => {
    expect(retractionOf(pack, evidenceOf())).toBeNull();
    const quiet = evidenceOf();
    const rows = (quiet.ledger?.rows ?? []).map((row) => ({ ...row, signals: [] }));
    expect(retractionOf(pack, { ...quiet, ledger: quiet.ledger && { ...quiet.ledger, rows } })).toBeNull();
  });

  it('does not come for a release that is gone, withdrawn or cannot be read', () => {
    const late = evidenceOf({ bad: {}, proved: true });
    const single = { ...pack, signals: pack.signals.filter(({ id }) => id === 'tp-lost') };
    expect(retractionOf(single, { ...late, history: unreadable(), ledger: null })).toBeNull();
    expect(retractionOf(single, evidenceOf({ bad: null }))).toBeNull();
    const yanked = evidenceOf({ bad: { withdrawn: { kind: 'yanked', reason: 'malware' } }, proved: true });
    expect(retractionOf(single, yanked)).toBeNull();
  });

  it('is left to people where no proof could answer the signal', () => {
    const late = evidenceOf({ bad: {}, proved: true });
    const signals = [{ id: 'malware-advisory', severity: 'critical' as const, says: 'named' }];
    expect(retractionOf({ ...pack, signals }, late)).toBeNull();
    expect(retractionOf({ ...pack, signals: [] }, late)).toBeNull();
  });
});

describe('what has changed since', () => {
  const pack = packOf(evidenceOf());

  it('is nothing while all stands as it stood', () => {
    expect(sinceThen(pack, evidenceOf())).toEqual([]);
    expect(sinceThen(pack, { ...evidenceOf(), ledger: null })).toEqual([]);
  });

  it('is told: withdrawn, new signals, signals that went', () => {
    const advisories = saw([{ id: 'MAL-2026-1', versions: [badVersion], summary: null }]);
    const withdrawn = { kind: 'deprecated', reason: null } as const;
    const now = evidenceOf({ bad: { publisher: byPerson('mallory'), attested: 'no', withdrawn }, advisories });
    expect(sinceThen(pack, now)).toEqual([
      'The release is withdrawn: deprecated.',
      expect.stringMatching(/^`malware-advisory`: named in the advisory `MAL-2026-1`/),
    ]);
    expect(sinceThen(pack, evidenceOf({ bad: {}, proved: true })).join(' ')).toContain(
      '`tp-lost` is not raised any more.',
    );
    expect(sinceThen(pack, evidenceOf({ bad: null }))).toHaveLength(1);
  });
});
