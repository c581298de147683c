import { accountOf } from '../accounts.ts';
import type { People } from '../sandbox.ts';
import type { World } from '../world.ts';
import { repositoryAt } from './found.ts';

type MembershipPeople = Pick<People, 'addMember' | 'removeMember' | 'setCollaborator'>;

/** Who belongs to an organisation and to a repository. The app is told of neither. */
export function membershipPeople(world: World): MembershipPeople {
  const { state } = world;
  return {
    addMember(organisation, login) {
      accountOf(state, organisation, 'Organization').members.add(accountOf(state, login).login);
    },
    removeMember(organisation, login) {
      accountOf(state, organisation, 'Organization').members.delete(accountOf(state, login).login);
    },
    setCollaborator(owner, name, login, role) {
      const { collaborators } = repositoryAt(world, owner, name);
      if (role === null) collaborators.delete(login);
      else collaborators.set(accountOf(state, login).login, role);
    },
  };
}
