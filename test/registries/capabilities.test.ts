import { describe, expect, test } from 'vitest';
import { ceilingOf } from '../../src/principles/levels.ts';
import { capabilities as cratesIo } from '../../src/registries/crates.io/capabilities.ts';
import { capabilities as dockerHub } from '../../src/registries/docker-hub/capabilities.ts';
import { capabilities as ghcr } from '../../src/registries/ghcr/capabilities.ts';
import { capabilities as go } from '../../src/registries/go/capabilities.ts';
import { capabilities as hex } from '../../src/registries/hex/capabilities.ts';
import { capabilities as jsr } from '../../src/registries/jsr/capabilities.ts';
import { capabilities as mavenCentral } from '../../src/registries/maven-central/capabilities.ts';
import { capabilities as npm } from '../../src/registries/npm/capabilities.ts';
import { capabilities as nuget } from '../../src/registries/nuget/capabilities.ts';
import { capabilities as openVsx } from '../../src/registries/open-vsx/capabilities.ts';
import { capabilities as packagist } from '../../src/registries/packagist/capabilities.ts';
import { capabilities as pubDev } from '../../src/registries/pub.dev/capabilities.ts';
import { capabilities as pypi } from '../../src/registries/pypi/capabilities.ts';
import type { Capabilities, Capability } from '../../src/registries/registry.ts';
import { capabilities as rubygems } from '../../src/registries/rubygems/capabilities.ts';
import { capabilities as vscodeMarketplace } from '../../src/registries/vscode-marketplace/capabilities.ts';
import { principleIds } from '../../src/types/principle-id.ts';
import { type RegistryId, registryIds } from '../../src/types/registry-id.ts';

const tables: { readonly [id in RegistryId]: Capabilities } = {
  npm,
  pypi,
  'crates.io': cratesIo,
  'maven-central': mavenCentral,
  packagist,
  rubygems,
  nuget,
  'pub.dev': pubDev,
  jsr,
  hex,
  go,
  ghcr,
  'docker-hub': dockerHub,
  'vscode-marketplace': vscodeMarketplace,
  'open-vsx': openVsx,
};

describe.each(registryIds)('%s', (id) => {
  const cells = Object.entries(tables[id]);

  test('answers every line and no other', () => {
    expect(Object.keys(tables[id]).toSorted()).toEqual([...principleIds].toSorted());
  });

  test('every source is an address that can be opened', () => {
    for (const [line, { source }] of cells) {
      if (source === undefined) continue;
      const url = new URL(source);
      expect(url.protocol, line).toBe('https:');
      expect(url.hostname, line).toMatch(/\.[a-z]+$/u);
    }
  });

  test('notes are one short sentence', () => {
    for (const [line, { note }] of cells) {
      if (note !== undefined) expect(note, line).toMatch(/^\S[^\n]{0,139}\.$/u);
    }
  });

  test('what is delegated or partial to the sign-in provider says to whom', () => {
    for (const [line, { offers, note }] of cells) if (offers === 'delegated') expect(note, line).toBeDefined();
  });
});

test.each<[RegistryId, Capability, Capability]>([
  ['npm', 'yes', 'yes'],
  ['pypi', 'yes', 'yes'],
  ['crates.io', 'yes', 'no'],
  ['maven-central', 'no', 'partial'],
  ['packagist', 'no', 'no'],
  ['rubygems', 'yes', 'partial'],
  ['nuget', 'yes', 'no'],
  ['pub.dev', 'yes', 'unknown'],
  ['jsr', 'yes', 'yes'],
  ['hex', 'no', 'unknown'],
  ['go', 'no', 'no'],
  ['ghcr', 'yes', 'yes'],
  ['docker-hub', 'unknown', 'partial'],
  ['vscode-marketplace', 'unknown', 'unknown'],
  ['open-vsx', 'unknown', 'unknown'],
])('%s offers trusted publishing: %s, provenance: %s', (id, oidc, provenance) => {
  expect(tables[id]['authorization.3.oidc'].offers).toBe(oidc);
  expect(tables[id]['authorization.3.provenance'].offers).toBe(provenance);
});

test.each<[RegistryId, number | null]>([
  ['npm', 3],
  ['pypi', 3],
  ['crates.io', 1],
  ['rubygems', 3],
  ['nuget', 1],
  ['jsr', null],
  ['packagist', null],
])('authorization of %s stands at %s', (id, level) => {
  expect(ceilingOf('authorization', [{ id, capabilities: tables[id] }])).toBe(level);
});
