import { describe, expect, it } from 'vitest';
import { attestedOf } from '../../src/ledger/attested.ts';
import {
  aFile,
  anAttestation,
  anIdentity,
  aPublication,
  aRecord,
  aRelease,
  gone,
  saw,
  unreadable,
} from './builders.ts';

const stateOf = (...words: Parameters<typeof attestedOf>) => attestedOf(...words).state.state;
const wheel = aFile({ name: 'lantern-1.0.0-py3-none-any.whl' });
const source = aFile({ name: 'lantern-1.0.0.tar.gz' });

describe('what attestations say together', () => {
  it('is verified where the build is, with its identity', () => {
    const { state, identities } = attestedOf(aRelease(), saw([aRecord()]));
    expect(state).toEqual({ state: 'verified', reasons: [] });
    expect(identities).toEqual([{ file: null, identity: anIdentity() }]);
  });

  it('is none where only the publication is signed', () => {
    expect(stateOf(aRelease(), saw([aRecord({ attestations: [aPublication()] })]))).toBe('none');
  });

  it('is refused where one does not hold, with the reason, and it proves no identity', () => {
    const bad = anAttestation({ failures: ['the signature does not fit'] });
    const { state, identities } = attestedOf(aRelease(), saw([aRecord({ attestations: [bad, aPublication()] })]));
    expect(state).toEqual({ state: 'refused', reasons: ['the signature does not fit'] });
    expect(identities).toEqual([]);
  });

  it('is partial where a file has none', () => {
    const release = aRelease({ files: [wheel, { ...source, attested: 'no' }] });
    const { state } = attestedOf(release, saw([aRecord({ file: wheel.name })]));
    expect(state.state).toBe('partial');
    expect(state.reasons.join()).toContain(source.name);
  });

  it('is unknown where a file has one that was not read', () => {
    const release = aRelease({ files: [wheel, source] });
    expect(stateOf(release, saw([aRecord({ file: wheel.name })]))).toBe('unknown');
    expect(stateOf(release, saw([wheel, source].map(({ name: file }) => aRecord({ file }))))).toBe('verified');
  });

  it.each(['yes', 'no', 'unknown'] as const)(
    'never takes what could not be read for none (registry: %s)',
    (attested) => {
      expect(stateOf(aRelease({ attested }), unreadable())).toBe('unknown');
    },
  );

  it.each([
    ['yes', 'unknown', 'unknown'],
    ['no', 'none', 'none'],
    ['unknown', 'none', 'unknown'],
  ] as const)('where the registry says %s: %s for no document, %s unasked', (attested, absent, unasked) => {
    expect(stateOf(aRelease({ attested }), gone())).toBe(absent);
    expect(stateOf(aRelease({ attested }), undefined)).toBe(unasked);
  });

  it('is unknown where the registry says yes and serves an empty list', () => {
    expect(stateOf(aRelease(), saw([]))).toBe('unknown');
    expect(stateOf(aRelease(), saw([aRecord({ attestations: [] })]))).toBe('unknown');
  });
});
