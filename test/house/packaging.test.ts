import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { secretsFromFiles } from '../../scripts/container/secret-files.ts';
import { at, instructionsOf, unitOf } from './packaging-files.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** The settings that .env.example knows, and those of them that the container takes from a file. */
const settings = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name));
const isKnown = (name: string) => settings.has(name) || (isFromFile(name) && settings.has(name.replace(/_FILE$/, '')));
const isFromFile = (name: string) => {
  const given = secretsFromFiles({ [name]: '/a/file' }, () => 'text');
  return Object.keys(given).length === 1;
};
/** What the image itself sets, and what every program of Node and every user's folders know. */
const common = new Set(['NODE_ENV', 'XDG_CACHE_HOME']);
const unknownSettings = (names: readonly string[]) => names.filter((name) => !isKnown(name) && !common.has(name));

describe('the Dockerfile', () => {
  const instructions = instructionsOf(read('Dockerfile'));
  const words = (name: string) => instructions.filter(({ keyword }) => keyword === name).map(({ rest }) => rest);
  const last = instructions.findLastIndex(({ keyword }) => keyword === 'FROM');
  const final = instructions.slice(last);

  it('ends as a user without rights, by a program and not a shell', () => {
    expect(final.findLast(({ keyword }) => keyword === 'USER')?.rest).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    for (const keyword of ['ENTRYPOINT', 'CMD'])
      expect(JSON.parse(final.findLast((each) => each.keyword === keyword)?.rest ?? ''), keyword).toEqual(
        expect.arrayContaining([expect.any(String)]),
      );
    expect(words('STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  it('fetches nothing by address, and holds no secret', () => {
    expect(words('ADD')).toEqual([]);
    expect(words('RUN').filter((line) => /curl|wget|https?:/.test(line))).toEqual([]);
    const named = [...words('ARG'), ...words('ENV')].flatMap((line) => line.split(/\s+/));
    expect(named.filter((word) => /SECRET|TOKEN|PASSWORD|PRIVATE|DATABASE_URL/.test(word))).toEqual([]);
  });

  it('builds from one image with a version, which its stages share', () => {
    expect(words('ARG')[0]).toMatch(/^NODE=node:24-[a-z-]+$/);
    for (const from of words('FROM')) expect(from).toMatch(/^\$\{NODE\}(?: AS [a-z]+)?$/);
  });

  it('copies what is there, and what the builder is given', () => {
    const ignored = read('.dockerignore').split('\n');
    const sources = words('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(/\s+/).slice(0, -1))
      .filter((path) => path !== '.');
    expect(sources).toContain('package-lock.json');
    for (const path of sources) {
      expect(existsSync(join(root, path)), path).toBe(true);
      expect(ignored, path).toContain(`!${path.split('/')[0]}`);
    }
    expect(ignored.filter((line) => line !== '' && !line.startsWith('#'))[0]).toBe('*');
  });

  it('sets what Mintmark reads, and asks the page that tells whether it is ready', () => {
    const names = words('ENV').flatMap((line) => [...line.matchAll(/\b([A-Z_]+)=/g)].map(([, name = '']) => name));
    expect(unknownSettings(names)).toEqual([]);
    const [check = ''] = words('HEALTHCHECK');
    const [, script = ''] = JSON.parse(/\[.*\]$/.exec(check)?.[0] ?? '[]') as readonly string[];
    expect(read(script)).toContain('/readyz');
    expect(words('EXPOSE')).toEqual(['3000']);
  });
});

describe('compose.yaml', () => {
  const file: unknown = parse(read('compose.yaml'), { merge: true });
  const services = Object.entries(at(file, 'services') as Record<string, unknown>);
  const own = services.filter(([name]) => name !== 'database');

  it.each(services)('%s runs without rights, and writes to volumes only', (_, service) => {
    expect(at(service, 'read_only')).toBe(true);
    expect(at(service, 'cap_drop')).toEqual(['ALL']);
    expect(at(service, 'security_opt')).toEqual(['no-new-privileges:true']);
    expect(service).not.toHaveProperty('privileged');
    expect(service).not.toHaveProperty('cap_add');
    expect(String(at(service, 'image'))).not.toMatch(/:latest$/);
  });

  it('takes every secret from a file that it names', () => {
    const declared = at(file, 'secrets') as Record<string, { readonly file: string }>;
    const used = services.flatMap(([, service]) => at(service, 'secrets') as readonly string[]);
    expect(new Set(used)).toEqual(new Set(Object.keys(declared)));
    const values = services.flatMap(([, service]) => Object.entries(Object(at(service, 'environment'))));
    const paths = values.filter(([name]) => /_(?:FILE|PATH)$/.test(name)).map(([, value]) => value);
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) expect(Object.keys(declared)).toContain(String(path).replace('/run/secrets/', ''));
    const open = new Set(['GITHUB_URL', 'MINTMARK_URL']);
    expect(
      values.map(([name]) => name).filter((name) => /SECRET$|PASSWORD$|_URL$|_KEY$/.test(name) && !open.has(name)),
    ).toEqual([]);
  });

  it('names only settings that Mintmark reads', () => {
    for (const [name, service] of own)
      expect(unknownSettings(Object.keys(Object(at(service, 'environment')))), name).toEqual([]);
  });

  it('publishes the port of the image, on this machine only', () => {
    expect(at(file, 'services', 'web', 'ports')).toEqual([expect.stringMatching(/^127\.0\.0\.1:.*:3000$/)]);
    expect(own.map(([, service]) => at(service, 'command'))).toEqual([
      ['serve', '--web'],
      ['serve', '--worker'],
    ]);
  });
});

describe('the manifests for Kubernetes', () => {
  const folder = 'deploy/kubernetes';
  const kustomization: unknown = parse(read(`${folder}/kustomization.yaml`));
  const listed = at(kustomization, 'resources') as readonly string[];
  const objects = listed.flatMap((name) =>
    parseAllDocuments(read(`${folder}/${name}`)).map((document): unknown => document.toJS()),
  );
  const ofKind = (kind: string) => objects.filter((object) => at(object, 'kind') === kind);
  const deployments = ofKind('Deployment');
  const podOf = (deployment: unknown) => at(deployment, 'spec', 'template', 'spec');
  const containerOf = (deployment: unknown) => at(podOf(deployment), 'containers', 0);

  it('are all listed, and of known kinds', () => {
    const files = globSync('*.yaml', { cwd: join(root, folder) }).filter((name) => name !== 'kustomization.yaml');
    expect(files.toSorted()).toEqual([...listed].toSorted());
    expect(
      objects.map((object) => `${String(at(object, 'apiVersion'))} ${String(at(object, 'kind'))}`).toSorted(),
    ).toEqual([
      'apps/v1 Deployment',
      'apps/v1 Deployment',
      'networking.k8s.io/v1 NetworkPolicy',
      'policy/v1 PodDisruptionBudget',
      'policy/v1 PodDisruptionBudget',
      'v1 ConfigMap',
      'v1 Namespace',
      'v1 Service',
      'v1 ServiceAccount',
    ]);
  });

  it('ask for no more than the profile `restricted` allows', () => {
    for (const deployment of deployments) {
      expect(at(podOf(deployment), 'securityContext')).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(at(containerOf(deployment), 'securityContext')).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(at(podOf(deployment), 'automountServiceAccountToken')).toBe(false);
      expect(at(containerOf(deployment), 'resources', 'limits')).toHaveProperty('memory');
    }
  });

  it('ask the pages and the port that Mintmark serves', () => {
    const [port] = instructionsOf(read('Dockerfile')).filter(({ keyword }) => keyword === 'EXPOSE');
    for (const deployment of deployments) {
      const container = containerOf(deployment);
      expect(String(at(container, 'ports', 0, 'containerPort'))).toBe(port?.rest);
      expect(at(container, 'readinessProbe', 'httpGet')).toEqual({ path: '/readyz', port: 'http' });
      expect(at(container, 'livenessProbe', 'httpGet')).toEqual({ path: '/healthz', port: 'http' });
    }
    expect(at(ofKind('Service')[0], 'spec', 'ports', 0, 'targetPort')).toBe('http');
    expect(at(ofKind('NetworkPolicy')[0], 'spec', 'ingress', 0, 'ports', 0, 'port')).toBe(3000);
  });

  it('choose the pods that they mean', () => {
    const labels = deployments.map((deployment) => at(deployment, 'spec', 'template', 'metadata', 'labels'));
    for (const [index, deployment] of deployments.entries())
      expect(at(deployment, 'spec', 'selector', 'matchLabels')).toEqual(labels[index]);
    const chosen = [
      at(ofKind('Service')[0], 'spec', 'selector'),
      ...ofKind('PodDisruptionBudget').map((budget) => at(budget, 'spec', 'selector', 'matchLabels')),
    ];
    for (const selector of chosen) expect(labels).toContainEqual(selector);
  });

  it('set what Mintmark reads, and mount the secrets where it looks', () => {
    const data = at(ofKind('ConfigMap')[0], 'data') as Record<string, string>;
    expect(unknownSettings(Object.keys(data))).toEqual([]);
    const folders = Object.entries(data).flatMap(([name, value]) => (/_(?:FILE|PATH)$/.test(name) ? [value] : []));
    expect(folders).toHaveLength(4);
    for (const deployment of deployments) {
      const mounts = at(containerOf(deployment), 'volumeMounts') as readonly { readonly mountPath: string }[];
      for (const path of folders) expect(mounts.some(({ mountPath }) => path.startsWith(`${mountPath}/`))).toBe(true);
    }
  });
});

describe('the unit for systemd', () => {
  const unit = unitOf(read('deploy/systemd/mintmark.service'));
  const service = (key: string) => unit.filter(({ section, name }) => section === 'Service' && name === key);

  it('runs the command as a user of its own, and may write to its own folders only', () => {
    expect(service('ExecStart').map(({ value }) => value)).toEqual(['/usr/local/bin/mintmark serve']);
    const values = Object.fromEntries(unit.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({
      DynamicUser: 'yes',
      NoNewPrivileges: 'yes',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      CapabilityBoundingSet: '',
      StateDirectory: 'mintmark',
    });
  });

  it('sets what Mintmark reads', () => {
    const names = service('Environment').flatMap(({ value }) =>
      value.split(' ').map((pair) => pair.split('=')[0] ?? ''),
    );
    expect(names).toContain('MINTMARK_FOLDER');
    expect(unknownSettings(names)).toEqual([]);
  });
});

describe('a secret in a file', () => {
  it('comes without the line break at its end, and only where it is named', () => {
    const files: Record<string, string> = { '/s/webhook': 'a secret\n' };
    const readFile = (path: string) => files[path] ?? fail();
    expect(secretsFromFiles({ WEBHOOK_SECRET_FILE: '/s/webhook', APP_ID: '1' }, readFile)).toEqual({
      WEBHOOK_SECRET: 'a secret',
    });
    expect(secretsFromFiles({ DATABASE_URL: 'postgres://x' }, readFile)).toEqual({});
    expect(() => secretsFromFiles({ DATABASE_URL_FILE: '/s/none' }, readFile)).toThrow('DATABASE_URL_FILE: /s/none');
    expect(() => secretsFromFiles({ WEBHOOK_SECRET: 'x', WEBHOOK_SECRET_FILE: '/s/webhook' }, readFile)).toThrow(
      'both set',
    );
  });
});

describe('the programs of the image', () => {
  const started = async (script: string, env: Readonly<Record<string, string>>) => {
    const child = spawn(process.execPath, [join(root, script)], { env: { ...process.env, ...env } });
    const pieces: string[] = [];
    child.stderr.on('data', (piece: Buffer) => pieces.push(piece.toString()));
    const [status] = (await once(child, 'close')) as [number];
    return { status, told: pieces.join('') };
  };

  it('stop where a secret cannot be read, with a sentence', async () => {
    const { status, told } = await started('scripts/container-start.ts', {
      DATABASE_URL_FILE: '/none',
      DATABASE_URL: '',
    });
    expect(status).toBe(2);
    expect(told).toContain('DATABASE_URL_FILE: /none cannot be read');
  });

  it('tell whether the server is ready', async () => {
    let status = 200;
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(status).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const env = { PORT: String((server.address() as AddressInfo).port) };
    expect((await started('scripts/container-health.ts', env)).status).toBe(0);
    status = 503;
    expect((await started('scripts/container-health.ts', env)).status).toBe(1);
    server.close();
    server.closeAllConnections();
    expect(asked).toEqual(['/readyz', '/readyz']);
  });
});

function fail(): never {
  throw new Error('ENOENT');
}
