import { describe, expect, it } from 'vitest';
import { roleInRepository } from '../../src/github/repository-role.ts';
import { acme } from '../sandbox/local-github.ts';
import { fakeClient } from './fake-client.ts';
import { sandboxClient } from './sandbox-client.ts';

describe('what a person may do in a repository', () => {
  it('is what GitHub says of their rights, whatever the role is called', async () => {
    const roles = { ann: 'admin', mat: 'maintain', wil: 'write', tri: 'triage', rea: 'read' };
    const github = await acme([{ name: 'widget', visibility: 'private', collaborators: roles }]);
    const client = await sandboxClient(github);
    const found = await Promise.all(
      [...Object.keys(roles), 'nobody'].map((login) => roleInRepository(client, 'acme', 'widget', login)),
    );
    expect(found.map((each) => each?.role ?? null)).toEqual(['admin', 'admin', 'write', 'read', 'read', null]);
    expect(found[0]?.personId).toBe(github.sandbox.state.accounts.get('ann')?.id);
    expect(await roleInRepository(client, 'acme', 'none', 'ann')).toBeNull();
    github.sandbox.people.setCollaborator('acme', 'widget', 'rea', null);
    expect(await roleInRepository(client, 'acme', 'widget', 'rea')).toBeNull();
  });

  it('is nothing where GitHub does not say so plainly', async () => {
    for (const data of [null, {}, { permission: 'admin' }, { user: { id: 1, permissions: { admin: 'yes' } } }])
      expect(await roleInRepository(fakeClient(() => ({ data })).client, 'o', 'n', 'x')).toBeNull();
    const refused = { status: 403, data: { user: { id: 1, permissions: { admin: true } } } };
    expect(await roleInRepository(fakeClient(() => refused).client, 'o', 'n', 'x')).toBeNull();
  });
});
