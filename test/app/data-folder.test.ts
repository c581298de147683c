import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { dataFolder } from '../../src/app/data-folder.ts';

it.each([
  [{ MINTMARK_FOLDER: '/var/lib/mintmark', XDG_DATA_HOME: '/data' }, '/var/lib/mintmark'],
  [{ MINTMARK_FOLDER: 'here' }, '/current/here'],
  [{ XDG_DATA_HOME: '/data' }, '/data/mintmark'],
  [{ MINTMARK_FOLDER: '' }, join(homedir(), '.local', 'share', 'mintmark')],
])('with %j data is kept in %s', (environment, folder) => {
  expect(dataFolder(environment, '/current')).toBe(resolve(folder));
});
