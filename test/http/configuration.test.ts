import { describe, expect, it } from 'vitest';
import { openHttp, registryConfiguration, registryVariables, services } from '../../src/http/index.ts';

const read = (environment: Record<string, string>, files: Record<string, string> = {}) =>
  registryConfiguration({
    environment: { HOME: '/home/baker', ...environment },
    readFile: (path) => files[path.replaceAll('\\', '/')] ?? null,
  });

describe("Mintmark's own variables", () => {
  it('are two for each base of each service', () => {
    const names = registryVariables.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('MINTMARK_REGISTRY_CRATES_IO_INDEX');
    expect(names).toContain('MINTMARK_REGISTRY_MAVEN_CENTRAL_MAIN_AUTHORIZATION');
    const bases = Object.values(services).flatMap((service) => Object.keys(service.bases));
    expect(names).toHaveLength(2 * bases.length);
  });

  it('give addresses, and what is sent there', () => {
    const { bases, isMirror, problems } = read({
      MINTMARK_REGISTRY_PYPI_MAIN: 'https://mirror.example/pypi',
      MINTMARK_REGISTRY_PYPI_MAIN_AUTHORIZATION: 'Bearer abc',
      MINTMARK_REGISTRY_GO_SUM: 'http://10.0.0.7/sum',
    });
    expect(bases).toEqual({
      pypi: { main: { address: 'https://mirror.example/pypi', authorization: 'Bearer abc' } },
      go: { sum: 'http://10.0.0.7/sum' },
    });
    expect(['pypi', 'go', 'npm'].map((id) => isMirror(id as 'npm'))).toEqual([true, true, false]);
    expect(problems).toEqual([]);
    expect(() => openHttp({ keeper: null, contact: 'x', version: '1', bases })).not.toThrow();
  });

  it('that cannot be used are told without their values', () => {
    const { bases, problems } = read({
      MINTMARK_REGISTRY_PYPI_MAIN: 'file:///secret',
      MINTMARK_REGISTRY_HEX_MAIN_AUTHORIZATION: 'secret',
      MINTMARK_REGISTRY_GO_MAIN: 'https://mirror.example',
      MINTMARK_REGISTRY_GO_MAIN_AUTHORIZATION: 'secret\nx: y',
      npm_config_registry: 'secret',
    });
    expect(bases).toEqual({});
    expect(problems).toEqual([
      'npm_config_registry names no usable address for npm: it has to begin with https:// or http://.',
      'MINTMARK_REGISTRY_PYPI_MAIN has to begin with https:// or http://.',
      'MINTMARK_REGISTRY_HEX_MAIN_AUTHORIZATION is not used, for MINTMARK_REGISTRY_HEX_MAIN is not set.',
      'MINTMARK_REGISTRY_GO_MAIN_AUTHORIZATION holds characters that no header can have.',
    ]);
  });

  it('go before the settings of the user', () => {
    const environment = { npm_config_registry: 'https://a.example', MINTMARK_REGISTRY_NPM_MAIN: 'https://b.example' };
    expect(read(environment).bases).toEqual({ npm: { main: 'https://b.example' } });
  });

  it('that say what is so anyway make no mirror', () => {
    const own = read({ MINTMARK_REGISTRY_PYPI_MAIN: 'https://all.example/', MINTMARK_MIRRORS: 'complete' });
    expect(own.isMirror('pypi')).toBe(false);
    const { isMirror } = read({ MINTMARK_REGISTRY_PYPI_MAIN: 'https://pypi.org/' });
    expect(isMirror('pypi')).toBe(false);
  });
});

describe("the user's settings of npm", () => {
  const file = {
    '/home/baker/.npmrc':
      '; mine\n@x:registry=https://no.example\nregistry = "https://${PLACE}/npm/"\n[other]\nregistry=no',
  };

  it('are read from the environment, then from the home folder', () => {
    expect(read({ PLACE: 'a.example' }, file).bases).toEqual({ npm: { main: 'https://a.example/npm/' } });
    expect(read({ NPM_CONFIG_REGISTRY: 'https://b.example' }, file).bases).toEqual({
      npm: { main: 'https://b.example' },
    });
  });

  it('under npm are read from the home folder alone, for npm passes on what a project says', () => {
    const environment = {
      npm_config_registry: 'https://evil.example',
      npm_execpath: '/npm-cli.js',
      PLACE: 'a.example',
    };
    expect(read(environment, file).bases).toEqual({ npm: { main: 'https://a.example/npm/' } });
    expect(read(environment).bases).toEqual({});
  });

  it('are never read from the folder that Mintmark was started in', () => {
    const asked: string[] = [];
    registryConfiguration({
      environment: { HOME: '/home/baker' },
      readFile(path) {
        asked.push(path.replaceAll('\\', '/'));
        return null;
      },
    });
    expect(asked.length).toBeGreaterThan(2);
    expect(asked.filter((path) => !path.startsWith('/home/baker/'))).toEqual([]);
  });
});

describe("the user's settings of pip", () => {
  it.each([
    ['https://mirror.example/root/pypi/simple/', 'https://mirror.example/root/pypi'],
    ['https://mirror.example/simple', 'https://mirror.example'],
    ['https://a:b@mirror.example/simple', 'https://a:b@mirror.example'],
  ])('name a whole mirror: %s', (value, main) => {
    const { bases, isMirror } = read({ PIP_INDEX_URL: value });
    expect(bases).toEqual({ pypi: { main } });
    expect(isMirror('pypi')).toBe(true);
  });

  it.each(['https://mirror.example/index', 'https://mirror.example/simpler', ''])('or not: %s', (value) => {
    expect(read({ PIP_INDEX_URL: value }).bases).toEqual({});
  });

  it('are read from files', () => {
    const text = '[install]\nindex-url = https://no.example/simple\n[global]\nindex-url: https://yes.example/simple\n';
    for (const path of ['.config/pip/pip.conf', '.pip/pip.conf', 'pip/pip.ini'])
      expect(read({}, { [`/home/baker/${path}`]: text }).bases, path).toEqual({
        pypi: { main: 'https://yes.example' },
      });
  });
});

describe("the user's settings of cargo", () => {
  const replaced = `
    [source.crates-io]
    replace-with = "near"
    [source.near]
    replace-with = "nearer"
    [source.nearer]
    registry = "sparse+https://mirror.example/index/"`;

  it('name an index, and leave the rest where it is', () => {
    const { bases, isMirror } = read({}, { '/home/baker/.cargo/config.toml': replaced });
    expect(bases).toEqual({ 'crates.io': { index: 'https://mirror.example/index/' } });
    expect(isMirror('crates.io')).toBe(true);
    expect(read({ CARGO_HOME: '/opt/cargo' }, { '/opt/cargo/config.toml': replaced }).bases).toEqual(bases);
  });

  it.each([
    ['git', '[source.crates-io]\nreplace-with = "x"\n[source.x]\nregistry = "https://mirror.example/git"'],
    ['a circle', '[source.crates-io]\nreplace-with = "x"\n[source.x]\nreplace-with = "crates-io"'],
    ['nothing', '[source.crates-io]\nreplace-with = "x"'],
    ['another', '[source.x]\nregistry = "sparse+https://mirror.example"'],
    ['wrong types', '[source]\ncrates-io = 3'],
    ['no TOML', '[['],
  ])('or name none: %s', (_, text) => {
    expect(read({}, { '/home/baker/.cargo/config.toml': text }).bases).toEqual({});
  });
});
