import pg from 'pg';
import { expect, test } from 'vitest';
import { dropUnheardErrors } from '../../src/store/unheard-errors.ts';

test('a connection that breaks when nobody listens any more does not end the process', () => {
  dropUnheardErrors();
  dropUnheardErrors();
  const client = new pg.Client();
  const heard: unknown[] = [];
  client.on('error', (error) => heard.push(error.message));
  client.on('end', () => heard.push('ended'));
  client.emit('error', new Error('cut'));
  client.removeAllListeners('error');
  expect(client.emit('error', new Error('cut again'))).toBe(false);
  expect(client.emit('end')).toBe(true);
  expect(heard).toEqual(['cut', 'ended']);
});
