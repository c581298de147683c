import { describe, expect, it } from 'vitest';
import { whilePrivate } from '../../src/github/private-issues.ts';
import { acme } from '../sandbox/local-github.ts';
import { sandboxClient } from './sandbox-client.ts';

describe('what is not for everybody', () => {
  it('is told while the repository is private, and not a moment longer', async () => {
    const github = await acme([{ name: 'widget', visibility: 'private' }]);
    const client = await sandboxClient(github);
    const place = { owner: 'acme', repo: 'widget' };
    const tell = async () => 'told';
    expect(await whilePrivate(client, place, tell)).toBe('told');
    await github.sandbox.people.setVisibility('acme', 'widget', 'public');
    expect(await whilePrivate(client, place, tell)).toEqual({ outcome: 'public' });
    expect(await whilePrivate(client, { ...place, repo: 'none' }, tell)).toEqual({ outcome: 'gone' });
  });
});
