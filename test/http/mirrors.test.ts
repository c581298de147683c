import { expect, it } from 'vitest';
import type { Question } from '../../src/http/http.ts';
import { throughMirrors } from '../../src/http/index.ts';
import { fakeHttp } from '../registries/replies.ts';

const ask = (service: Question['service'], path: string) =>
  throughMirrors(fakeHttp({ 'npm main /there': { body: 'yes' } }), (id) => id === 'npm').ask({
    service,
    base: 'main',
    path,
  });

it('takes nothing for absent because a mirror does not have it', async () => {
  expect(await ask('npm', '/not-there')).toMatchObject({
    state: 'unavailable',
    reason: expect.stringContaining('the registry itself may'),
  });
});

it('leaves every other answer as it is', async () => {
  expect(await ask('npm', '/there')).toMatchObject({ state: 'answered', status: 200, text: 'yes' });
  expect(await ask('pypi', '/not-there')).toMatchObject({ state: 'answered', status: 404 });
});
