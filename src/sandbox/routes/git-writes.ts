import { z } from 'zod';
import { botOf } from '../accounts.ts';
import { changePull } from '../actions/pulls.ts';
import { noCommit, tellPush } from '../actions/push.ts';
import { dateAfter } from '../build-repository.ts';
import { diffTrees } from '../git/diff.ts';
import { commitsBetween } from '../git/history.ts';
import { type Change, changeTree, get, put } from '../git/objects.ts';
import { headOf } from '../git/resolve.ts';
import { type Answer, created, failure, noContent, notAccessible, notFound, ok } from '../http/answer.ts';
import { isGranted } from '../http/permission.ts';
import { onRepository, type RepositoryCall, type Route, withBody } from '../http/route.ts';
import { gitCommit, ref as refShape, tree as treeShape } from '../shapes/git.ts';

/** GitHub names both ways; the second is for commits that touch workflows. */
const writing = 'contents=write; contents=write,workflows=write';

/** Trees, commits and references as an app writes them, from the bottom up. */
export const gitWriteRoutes: readonly Route[] = [
  onRepository('POST', '/git/trees', writing, (call) =>
    withBody(call, 'Tree', newTree, (asked) => makeTree(call, asked)),
  ),
  onRepository('POST', '/git/commits', writing, (call) =>
    withBody(call, 'Commit', newCommit, (asked) => makeCommit(call, asked)),
  ),
  onRepository('POST', '/git/refs', writing, (call) =>
    withBody(call, 'Reference', newRef, ({ ref, sha }) => {
      if (call.repository.refs.has(ref)) return failure(422, 'Reference already exists');
      return setRef(call, ref, sha, null, created);
    }),
  ),
  onRepository('PATCH', '/git/refs/{ref+}', writing, (call) =>
    withBody(call, 'Reference', changedRef, ({ sha, force }) => {
      const name = `refs/${call.parameter('ref')}`;
      const before = call.repository.refs.get(name);
      if (before === undefined) return failure(422, 'Reference does not exist');
      if (!force && !isAhead(call, before, sha)) return failure(422, 'Update is not a fast forward');
      return setRef(call, name, sha, before, ok);
    }),
  ),
  onRepository('DELETE', '/git/refs/{ref+}', writing, deleteRef),
];

const sha = z.string().regex(/^[0-9a-f]{40}$/);

const newTree = z.object({
  base_tree: sha.optional(),
  tree: z.array(
    z.object({
      path: z.string().min(1),
      mode: z.enum(['100644', '100755', '040000', '160000', '120000']),
      type: z.enum(['blob', 'tree', 'commit']).optional(),
      sha: sha.nullish(),
      content: z.string().optional(),
    }),
  ),
});

const newCommit = z.object({ message: z.string(), tree: sha, parents: z.array(sha).optional() });
const newRef = z.object({ ref: z.string().regex(/^refs\/[^/]+\/.+$/), sha });
const changedRef = z.object({ sha, force: z.boolean().optional().default(false) });

function makeTree(call: RepositoryCall, { base_tree: base, tree }: z.infer<typeof newTree>): Answer {
  const { world, repository } = call;
  const { objects } = repository;
  if (base !== undefined && objects.get(base)?.kind !== 'tree') return notFound;
  const changes = tree.map(({ path, mode, sha: known, content }): Change => {
    const made = content === undefined ? known : put(objects, { kind: 'blob', content: Buffer.from(content) });
    return { path: path.split('/'), entry: made === null || made === undefined ? null : { mode, sha: made } };
  });
  const made = changeTree(objects, base ?? null, changes);
  if (made === null) return failure(422, 'Invalid tree info');
  const entries = get(objects, made, 'tree').entries.map((entry) => ({ ...entry, path: entry.name }));
  return created(treeShape(world, repository, made, entries, false));
}

/** Without an author it is the app's, dated now. */
function makeCommit(call: RepositoryCall, { message, tree, parents = [] }: z.infer<typeof newCommit>): Answer {
  const { world, repository } = call;
  if (repository.objects.get(tree)?.kind !== 'tree') return failure(422, 'Tree SHA does not exist');
  if (parents.some((parent) => repository.objects.get(parent)?.kind !== 'commit'))
    return failure(422, 'Parent SHA does not exist or is not a commit object');
  const [parent] = parents;
  const made = put(repository.objects, {
    kind: 'commit',
    tree,
    parents,
    message: `${message.trimEnd()}\n`,
    author: botOf(call),
    date: parent === undefined ? world.state.now().toISOString() : dateAfter(repository, parent),
    verified: true,
  });
  return created(gitCommit(world, repository, made));
}

function setRef(
  call: RepositoryCall,
  name: string,
  to: string,
  before: string | null,
  answer: (body: unknown) => Answer,
): Answer {
  const { world, repository } = call;
  if (repository.objects.get(to)?.kind !== 'commit') return failure(422, 'Object does not exist');
  if (touchesWorkflows(call, before ?? headOf(repository), to) && !isGranted('workflows=write', permissionsOf(call)))
    return notAccessible;
  repository.refs.set(name, to);
  void tellPush(world, repository, name, before ?? noCommit, to, botOf(call));
  return answer(refShape(world, repository, name, to));
}

function permissionsOf({ installation }: RepositoryCall): Readonly<Record<string, string>> {
  return installation.permissions;
}

function touchesWorkflows({ repository }: RepositoryCall, from: string | null, to: string): boolean {
  if (from === null) return false;
  const treeOf = (commit: string) => get(repository.objects, commit, 'commit').tree;
  const changed = diffTrees(repository.objects, treeOf(from), treeOf(to));
  return changed.some(({ path, previousPath }) =>
    [path, previousPath].some((each) => each?.startsWith('.github/workflows/')),
  );
}

function isAhead({ repository }: RepositoryCall, from: string, to: string): boolean {
  return repository.objects.get(to)?.kind === 'commit' && commitsBetween(repository.objects, null, to).includes(from);
}

/** Pull requests from a branch that goes are closed. */
function deleteRef(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const name = `refs/${call.parameter('ref')}`;
  const before = repository.refs.get(name);
  if (before === undefined) return failure(422, 'Reference does not exist');
  repository.refs.delete(name);
  const bot = botOf(call);
  for (const pull of repository.pulls.values())
    if (pull.state === 'open' && pull.headRepository === repository.id && `refs/heads/${pull.headRef}` === name)
      void changePull(world, repository, pull, { state: 'closed' }, bot);
  void tellPush(world, repository, name, before, noCommit, bot);
  return noContent;
}
