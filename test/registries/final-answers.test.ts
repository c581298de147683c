import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/http/http.ts';
import type { RegistryClient } from '../../src/registries/client.ts';
import { client as cratesIo } from '../../src/registries/crates.io/client.ts';
import { client as hex } from '../../src/registries/hex/client.ts';
import { client as jsr } from '../../src/registries/jsr/client.ts';
import { client as mavenCentral } from '../../src/registries/maven-central/client.ts';
import { client as npm } from '../../src/registries/npm/client.ts';
import { client as nuget } from '../../src/registries/nuget/client.ts';
import { client as pypi } from '../../src/registries/pypi/client.ts';
import { bareRelease, type RegistryRelease } from '../../src/registries/release.ts';
import { client as rubygems } from '../../src/registries/rubygems/client.ts';
import { fakeHttp } from './replies.ts';

const publishedAt = '2026-03-01T00:00:00Z';
const settled = Date.parse('2026-03-03T00:00:00Z');

function release(attested: RegistryRelease['attested'] = 'unknown', file = 'coins-1.0.0.gem'): RegistryRelease {
  const files = [{ name: file, digests: {}, publishedAt: null, attested }];
  return { ...bareRelease('1.0.0'), publishedAt, attested, files };
}

/** The last question that a client asks about one release. */
async function asked(client: RegistryClient, name: string, about: RegistryRelease): Promise<Question> {
  const http = fakeHttp({});
  if (client.details !== undefined) await client.details(name, about, http);
  if (client.attestations !== undefined) await client.attestations(name, about, http);
  const question = http.questions.at(-1);
  if (question === undefined) throw new Error('nothing was asked');
  return question;
}

describe('from when on what a registry says of a release is final', () => {
  it.each<[string, RegistryClient, string, RegistryRelease, string | null, number | null]>([
    ['crates.io: an archive', cratesIo, 'coins', release(), '{"commit":null,"dirty":false}', 0],
    ['crates.io: no archive', cratesIo, 'coins', release(), null, settled],
    ['Maven Central: a bundle', mavenCentral, 'io.octo:coins', release(), '{"a":1}', 0],
    ['Maven Central: no bundle', mavenCentral, 'io.octo:coins', release(), null, settled],
    ['RubyGems: attestations', rubygems, 'coins', release(), '[{"a":1}]', 0],
    ['RubyGems: no attestations', rubygems, 'coins', release(), ' [ ] ', settled],
    ['RubyGems: an outage', rubygems, 'coins', release(), '<html>', null],
    ['NuGet: a .nuspec', nuget, 'Octo.Coins', release(), '<package><metadata/></package>', 0],
    ['JSR: an entry of the log', jsr, '@octo/coins', release(), '{"rekorLogId": "1"}', 0],
    ['JSR: no entry of the log', jsr, '@octo/coins', release(), '{"rekorLogId":null}', settled],
    ['Hex: a release that can be written anew', hex, 'coins', release(), '{"version":"1.0.0"}', settled],
    ['Hex: an outage', hex, 'coins', release(), '<html>', null],
    ['PyPI: provenance', pypi, 'coins', release('yes'), '{"a":1}', 0],
    ['PyPI: no provenance', pypi, 'coins', release(), null, settled],
    ['PyPI: no provenance where it is announced', pypi, 'coins', release('yes'), null, null],
    ['npm: provenance', npm, 'coins', release('yes'), '{"a":1}', 0],
    ['npm: no provenance', npm, 'coins', release(), null, settled],
    ['npm: no provenance where it is announced', npm, 'coins', release('yes'), null, null],
  ])('%s', async (_, client, name, about, text, expected) => {
    const { finalFrom, freshSeconds } = await asked(client, name, about);
    expect(freshSeconds).toBeGreaterThan(27 * 24 * 60 * 60);
    expect(finalFrom?.(text)).toBe(expected);
  });
});
