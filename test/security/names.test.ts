import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/reports/text/visible.ts';
import { askedRegistries, clientOf, names } from '../registries/asked-clients.ts';
import { fakeHttp } from '../registries/replies.ts';

describe('a name with a letter that only looks like another', () => {
  it.each(askedRegistries)('is none of a package, and nobody is asked for it: %s', async (registry) => {
    const client = await clientOf(registry);
    const http = fakeHttp({});
    const lookalike = names[registry].replace('i', 'і');
    expect(lookalike).not.toBe(names[registry]);
    const history = await client.history(lookalike, http);
    expect([history.state, http.asked]).toEqual(['absent', []]);
  });

  it('is shown as it is where it hides nothing, and what hides or turns text round is written out', () => {
    expect(visible('mіnt')).toBe('mіnt');
    expect(visible('a\u202ecod\u2066b\u200bc\u00ad\u{e0041}')).toBe('a\\u{202e}cod\\u{2066}b\\u{200b}c\\xad\\u{e0041}');
  });
});

describe('what Mintmark itself is made of', () => {
  const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
    readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const installed = Object.entries(lock.packages).filter(([path]) => path !== '');

  it('comes from the registry alone, by digest where it runs here: no folder, no repository, no address', () => {
    expect(installed.length).toBeGreaterThan(100);
    for (const [path, { integrity, link, resolved, inBundle, optional, os }] of installed) {
      expect([path, link, resolved]).toEqual([path, undefined, undefined]);
      // npm notes no digest of what another platform would get
      const isElsewhere = optional === true && os !== undefined;
      if (inBundle !== true && !isElsewhere)
        expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-/)]);
    }
  });

  it('takes no package under the name of another, nor under our own', () => {
    for (const [path, { name }] of installed) {
      const folder = path.split('node_modules/').at(-1);
      expect([path, name ?? folder]).toEqual([path, folder]);
      expect(folder).not.toBe('mintmark');
    }
  });
});
