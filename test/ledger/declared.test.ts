import { describe, expect, it } from 'vitest';
import { type DeclaredManifest, type DeclaredPublication, declaredFor } from '../../src/ledger/declared.ts';

function publication(over: Partial<DeclaredPublication> = {}): DeclaredPublication {
  return {
    registry: 'npm',
    packages: ['lantern'],
    site: { workflow: { path: '.github/workflows/release.yml' }, callers: [] },
    via: 'npm publish',
    auth: 'trusted-publishing',
    provenance: true,
    environment: 'npm',
    ...over,
  };
}

function manifest(over: Partial<DeclaredManifest> = {}): DeclaredManifest {
  return { registry: 'npm', name: 'lantern', path: 'package.json', version: '1.0.0', publishable: true, ...over };
}

describe('what files say of one package', () => {
  it('is what names it', () => {
    const publications = [
      publication(),
      publication({ packages: ['bulb'], auth: 'token' }),
      publication({ packages: [], auth: 'unknown' }),
      publication({ registry: 'jsr', auth: 'token' }),
    ];
    expect(declaredFor({ publications, packages: [manifest()] }, 'npm', 'lantern')).toEqual({
      workflows: ['.github/workflows/release.yml'],
      environments: ['npm'],
      auth: ['trusted-publishing'],
      leavesNoAttestation: false,
      manifest: { path: 'package.json', version: '1.0.0' },
    });
  });

  it('is what names nothing, where nothing names it', () => {
    const publications = [publication({ packages: [], environment: null }), publication({ packages: ['bulb'] })];
    const declared = declaredFor({ publications, packages: [] }, 'npm', 'lantern');
    expect(declared).toMatchObject({ environments: [null], auth: ['trusted-publishing'], manifest: null });
  });

  it('names the workflows that call the publishing one, too', () => {
    const chain = [{ workflow: { path: '.github/workflows/main.yml' } }];
    const site = { workflow: { path: '.github/workflows/release.yml' }, callers: [chain] };
    const { workflows } = declaredFor({ publications: [publication({ site })], packages: [] }, 'npm', 'lantern');
    expect(workflows).toEqual(['.github/workflows/main.yml', '.github/workflows/release.yml']);
  });

  it('says that no attestation is left where every way leaves none', () => {
    const uv = publication({ registry: 'pypi', packages: ['Lantern_Kit'], via: 'uv publish', provenance: false });
    const of = (...publications: readonly DeclaredPublication[]) =>
      declaredFor({ publications, packages: [] }, 'pypi', 'lantern-kit').leavesNoAttestation;
    expect(of(uv)).toBe(true);
    expect(of(uv, { ...uv, provenance: true })).toBe(false);
    expect(of({ ...uv, auth: 'token' })).toBe(false);
    expect(of()).toBe(false);
  });

  it('prefers the manifest that is for publishing', () => {
    const packages = [
      manifest({ path: 'a/package.json', publishable: false }),
      manifest({ path: 'b/package.json', version: null }),
    ];
    expect(declaredFor({ publications: [], packages }, 'npm', 'lantern').manifest).toEqual({
      path: 'b/package.json',
      version: null,
    });
  });
});
