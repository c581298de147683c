import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { describedApi } from '../../../src/web/api/description.ts';
import { operations } from '../../../src/web/api/index.ts';
import type { RepositoryRole } from '../../../src/web/sight.ts';
import { openTestStore, useStore } from '../../store/databases.ts';
import { askDocument } from '../asked-documents.ts';
import { type FilledStore, filledAt, fillStore } from '../filled-store.ts';

const description = describedApi({ url: 'https://mintmark.example', version: '1.2.3' }) as Description &
  Record<string, unknown>;

interface Description {
  readonly paths: Readonly<
    Record<string, { readonly get: { readonly responses: Readonly<Record<string, Answered>> } }>
  >;
  readonly components: { readonly responses: Readonly<Record<string, Answered>> };
}

interface Answered {
  readonly content: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>>;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
ajv.addSchema(description, 'api');

interface Value {
  readonly repositories?: readonly { readonly name: string }[];
  readonly incidents?: readonly object[];
  readonly parked?: readonly object[];
  readonly course?: readonly object[];
  readonly next?: readonly object[];
  readonly open?: readonly object[];
  readonly total?: number;
  readonly detail?: string;
}

/** What an answer has that the description does not allow. */
function troubles(answered: Answered | undefined, type: string, value: unknown): readonly string[] {
  const reference = answered?.content[type.split(';')[0] ?? '']?.schema.$ref;
  const validate = ajv.getSchema(`api${reference}`);
  if (reference === undefined || validate === undefined) return [`nothing is described as ${type}`];
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1, for everybody', async () => {
    const asked = await askDocument('/api/openapi.json', { store: null as never, now: filledAt });
    expect(asked).toMatchObject({ publicFor: 300 });
    const { valid, errors } = await new Validator().validate(asked?.body ?? '');
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(Object.keys(description.paths)).toEqual(operations.map(({ path }) => path));
  });
});

describe('the API', () => {
  const opened = useStore(openTestStore);
  let filled: FilledStore;
  beforeAll(async () => {
    filled = await fillStore(opened(), { repositories: 12 });
  }, 60_000);

  /** Asks as somebody who has this role in every repository, or in those that are named. */
  async function ask(path: string, role: RepositoryRole = 'admin', only?: readonly string[]) {
    const roles = () => {
      const seen = filled.repositories.filter(({ name }) => only === undefined || only.includes(name));
      return Promise.resolve(new Map(seen.map(({ id }) => [id, role] as const)));
    };
    const document = await askDocument(path, { store: opened().store, now: filledAt, roles });
    if (document === null) return null;
    const { status = 200, type, body } = document;
    expect(document).not.toHaveProperty('publicFor');
    const value = JSON.parse(body) as Value;
    const { pathname } = new URL(path, 'http://localhost');
    const found = operations.find((each) => patternOf(each.path).test(pathname));
    const described = description.paths[found?.path ?? '']?.get.responses[status];
    const answered = status === 200 ? described : description.components.responses[status];
    expect(troubles(answered, type, value)).toEqual([]);
    return { status, value };
  }

  const mint = '/api/v1/repositories/coin-press/mint';

  it('answers every operation as it is described', async () => {
    expect((await ask('/api/v1/installations'))?.value).toEqual({
      installations: [{ account: 'coin-press', type: 'Organization', suspended: false, repositories: 12 }],
    });
    const summary = (await ask('/api/v1/organisations/Coin-Press'))?.value;
    expect(summary).toMatchObject({ account: 'coin-press', repositories: 12 });
    expect(summary?.course?.length).toBeGreaterThan(10);
    expect(summary?.next?.length).toBe(summary?.open?.length);
    const health = (await ask('/api/v1/health'))?.value;
    expect(health).toMatchObject({
      watching: true,
      parkedInAll: 3,
      limits: [{ account: 'coin-press', remaining: 3120 }],
    });
    expect((await ask(`${mint}/report`))?.value).toMatchObject({ version: 1 });
    expect((await ask(`${mint}/incidents`))?.value.incidents).toMatchObject([
      { package: '@coin-press/mint', release: '1.10.0', state: 'told' },
    ]);
  });

  it('gives repositories by the filters of the page, part by part', async () => {
    const path = '/api/v1/organisations/coin-press/repositories';
    const all = (await ask(`${path}?quiet=1&sort=name&order=up`))?.value;
    const names = (answer: typeof all) => answer?.repositories?.map(({ name }) => name);
    expect(all).toMatchObject({ total: 12, offset: 0, limit: 100 });
    const part = (await ask(`${path}?quiet=1&sort=name&order=up&offset=4&limit=3`))?.value;
    expect(part).toMatchObject({ total: 12, offset: 4, limit: 3 });
    expect(names(part)).toEqual(names(all)?.slice(4, 7));
    expect(names((await ask(`${path}?q=MINT&quiet=1`))?.value)).toContain('mint');
    const seen = (await ask(`${path}?quiet=1`, 'read', ['mint']))?.value;
    expect([seen?.total, names(seen)]).toEqual([1, ['mint']]);
  });

  it('says what is wrong with a request', async () => {
    for (const [query, told] of [
      ['limit=0', 'limit'],
      ['limit=x', 'limit'],
      ['registry=nowhere', 'registry'],
      ['registy=npm', 'registy'],
      ['control=none', 'control'],
      ['registry=npm&registry=pypi', 'twice'],
    ]) {
      const answer = await ask(`/api/v1/organisations/coin-press/repositories?${query}`);
      expect(answer?.status).toBe(400);
      expect(answer?.value.detail).toContain(told);
    }
  });

  it('tells what is confidential to those who may write, and of incidents only to administrators', async () => {
    const { store } = opened();
    const [first] = filled.repositories;
    const report = first === undefined ? null : await store.reports.ofRecord(first.id);
    const [finding] = report?.findings ?? [];
    const [ledger] = report?.releases ?? [];
    if (first === undefined || report === null || finding === undefined || ledger === undefined)
      throw new Error('the first repository has a report with a finding and a ledger');
    const signal = { id: 'tp-lost', severity: 'critical', says: 'Secret', provisional: false } as const;
    const told = {
      ...report,
      findings: [{ ...finding, message: 'Secret', confidential: true as const }],
      releases: [{ ...ledger, signals: [signal] }],
    };
    await store.reports.setOfRecord(first.id, report.subject.commit ?? '', told, filledAt);
    const of = `${mint}/ledger?registry=${ledger.registry}&package=${encodeURIComponent(ledger.package)}`;
    for (const [role, sees] of [
      ['read', false],
      ['write', true],
      ['admin', true],
    ] as const) {
      expect(JSON.stringify((await ask(`${mint}/report`, role))?.value).includes('Secret'), role).toBe(sees);
      expect((await ask(of, role)) !== null, role).toBe(sees);
      expect((await ask(`${mint}/incidents`, role)) !== null, role).toBe(role === 'admin');
    }
  });

  it('has nothing where somebody may not look, as where there is nothing', async () => {
    for (const path of ['report', 'incidents', 'ledger?registry=npm&package=x']) {
      expect(await ask(`${mint}/${path}`, 'admin', ['press'])).toBeNull();
      expect(await ask(`/api/v1/repositories/coin-press/none/${path}`)).toBeNull();
    }
    expect((await ask('/api/v1/health', 'admin', ['mint']))?.value.parked).toHaveLength(1);
    expect(await ask('/api/v1/organisations/none')).toBeNull();
    expect(await ask('/api/v1/organisations/none/repositories')).toBeNull();
  });
});

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
