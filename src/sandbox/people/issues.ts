import { addComment, changeIssue, lockIssue, tellIssue } from '../actions/issues.ts';
import type { People } from '../sandbox.ts';
import type { World } from '../world.ts';
import { issueAt, present, repositoryAt } from './found.ts';

type IssuePeople = Pick<
  People,
  'editIssue' | 'tickBox' | 'closeIssue' | 'reopenIssue' | 'lockIssue' | 'deleteIssue' | 'comment'
>;

/** What people do to issues. */
export function issuePeople(world: World): IssuePeople {
  const at = (owner: string, name: string, number: number) => {
    const repository = repositoryAt(world, owner, name);
    return { repository, item: issueAt(repository, number) };
  };
  return {
    async editIssue(owner, name, number, body, by) {
      const { repository, item } = at(owner, name, number);
      await changeIssue(world, repository, item, { body }, by);
    },
    async tickBox(owner, name, number, text, by) {
      const { repository, item } = at(owner, name, number);
      const lines = item.body.split('\n');
      const line = lines.findIndex((each) => /^\s*- \[ \] /.test(each) && each.includes(text));
      present(lines[line], `box “${text}” in issue ${number}`);
      const body = lines.map((each, index) => (index === line ? each.replace('- [ ]', '- [x]') : each)).join('\n');
      await changeIssue(world, repository, item, { body }, by);
    },
    async closeIssue(owner, name, number, reason, by) {
      const { repository, item } = at(owner, name, number);
      await changeIssue(world, repository, item, { state: 'closed', stateReason: reason }, by);
    },
    async reopenIssue(owner, name, number, by) {
      const { repository, item } = at(owner, name, number);
      await changeIssue(world, repository, item, { state: 'open' }, by);
    },
    async lockIssue(owner, name, number, by) {
      const { repository, item } = at(owner, name, number);
      await lockIssue(world, repository, item, true, by);
    },
    async deleteIssue(owner, name, number, by) {
      const { repository, item } = at(owner, name, number);
      repository.issues.delete(number);
      await tellIssue(world, repository, item, 'deleted', by);
    },
    async comment(owner, name, number, body, by) {
      const added = addComment(world, repositoryAt(world, owner, name), number, body, by);
      await present(added, `issue ${number}`).told;
    },
  };
}
