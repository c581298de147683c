import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');

const credentials = [
  'APP_ID',
  'PRIVATE_KEY',
  'PRIVATE_KEY_PATH',
  'PRIVATE_KEY_COMMAND',
  'WEBHOOK_SECRET',
  'WEBHOOK_SECRET_PREVIOUS',
  'WEBHOOK_SECRET_PREVIOUS_UNTIL',
  'CLIENT_ID',
  'CLIENT_SECRET',
  'MINTMARK_URL',
  'FIXER_APP_ID',
  'FIXER_PRIVATE_KEY',
  'FIXER_PRIVATE_KEY_PATH',
  'FIXER_PRIVATE_KEY_COMMAND',
  'GITHUB_URL',
];
const registries = ['MINTMARK_CONTACT', 'MINTMARK_TRUSTED_ROOT', 'MINTMARK_MIRRORS'];
const names = [...credentials, 'DATABASE_URL', 'MINTMARK_FOLDER', 'PORT', 'HOST', 'LOG_LEVEL', ...registries];

it('.env.example lists every variable, with a comment and without a value', () => {
  const lines = text.split('\n');
  const variables = lines.filter((line) => line !== '' && !line.startsWith('#'));
  expect(variables).toEqual(names.map((name) => `${name}=`));
  for (const variable of variables) expect(lines[lines.indexOf(variable) - 1]).toMatch(/^# \S/);
});
