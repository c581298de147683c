import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import { askRepository, notRead, notUnderstood, type Place, repositoryPage } from './evidence/place.ts';

/** Where a commit that is to be published stands. */
export interface CommitSource {
  /** A protected branch from which the commit can be reached; null where none of those that were looked at leads to it. */
  readonly branch: string | null;
  /** The tag that the run is for; null where it is for a branch. */
  readonly tag: DeployedTag | null;
}

export interface DeployedTag {
  readonly name: string;
  /** It leads to the commit. */
  readonly leadsHere: boolean;
  /** Of the tag itself, not of its commit. */
  readonly isSigned: boolean;
}

export interface Deployed {
  readonly commit: string;
  /** A branch or a tag, with or without `refs/…/`. */
  readonly ref: string;
  readonly defaultBranch: string;
  /** The commit that the default branch is at. */
  readonly head: string;
}

/**
 * Looks for the commit on the default branch, on the branch that the run is for and on other protected branches, and for
 * the tag that the run is for.
 *
 * @throws GitHubUnavailable
 */
export async function commitSource(place: Place, deployed: Deployed): Promise<Observation<CommitSource>> {
  const [tag, branch] = await Promise.all([deployedTag(place, deployed), holdingBranch(place, deployed)]);
  if (tag.state === 'unreadable') return tag;
  if (branch.state === 'unreadable') return branch;
  const source = repositoryPage(place, `commit/${deployed.commit}`);
  const onBranch = branch.state === 'seen' ? branch.value : null;
  const ofTag = tag.state === 'seen' ? tag.value : null;
  // A branch can have the name of a tag
  const isBranch = ofTag?.leadsHere === false && onBranch === ofTag.name;
  return { state: 'seen', value: { branch: onBranch, tag: isBranch ? null : ofTag }, source };
}

async function deployedTag(place: Place, { ref, commit }: Deployed): Promise<Observation<DeployedTag>> {
  const source = repositoryPage(place, 'tags');
  if (ref.startsWith(heads)) return { state: 'absent', source };
  const name = ref.replace(/^refs\/tags\//, '');
  const answer = await askRepository(place, '/git/ref/{ref}', { ref: `tags/${name}` });
  if (answer.status === 404) return { state: 'absent', source };
  if (answer.status !== 200) return notRead(answer, 'tags', source);
  const { data } = reference.safeParse(answer.data);
  // GitHub answers with those that begin so where there is none of the name
  if (data === undefined) return Array.isArray(answer.data) ? { state: 'absent', source } : notUnderstood(source);
  if (data.object.type !== 'tag')
    return { state: 'seen', value: { name, leadsHere: data.object.sha === commit, isSigned: false }, source };
  const object = await askRepository(place, '/git/tags/{tag_sha}', { tag_sha: data.object.sha });
  if (object.status !== 200) return notRead(object, 'tags', source);
  const annotated = tagObject.safeParse(object.data).data;
  if (annotated === undefined) return notUnderstood(source);
  const value = {
    name,
    leadsHere: annotated.object.sha === commit,
    isSigned: annotated.verification?.verified === true,
  };
  return { state: 'seen', value, source };
}

async function holdingBranch(place: Place, deployed: Deployed): Promise<Observation<string>> {
  const source = repositoryPage(place, 'branches');
  const { commit, defaultBranch, head } = deployed;
  const [listed, own] = await Promise.all([protectedBranches(place), ownBranch(place, deployed)]);
  if (listed.state === 'unreadable') return listed;
  if (own.state === 'unreadable') return own;
  const named = listed.state === 'seen' ? listed.value : [];
  const isDefaultNamed = named.some(({ name }) => name === defaultBranch);
  const likely = [
    { name: defaultBranch, sha: head, isProtected: isDefaultNamed },
    ...(own.state === 'seen' && own.value.name !== defaultBranch ? [own.value] : []),
  ];
  const others = named.filter(({ name }) => !likely.some((each) => each.name === name)).slice(0, mostOthers);
  for (const branch of [...likely, ...others]) {
    const holds = await leadsTo(place, branch.sha, commit);
    if (holds.state === 'unreadable') return holds;
    if (holds.state === 'absent') continue;
    const isProtected = branch.isProtected || (await hasRules(place, branch.name));
    if (typeof isProtected !== 'boolean') return isProtected;
    if (isProtected) return { state: 'seen', value: branch.name, source };
  }
  return { state: 'absent', source };
}

const heads = 'refs/heads/';
/** Protected branches beside the default one and the run's own that are compared with the commit. */
const mostOthers = 5;

/** A branch by the commit it is at: by its name alone it could be a tag, or a reference of a pull request. */
interface Branch {
  readonly name: string;
  readonly sha: string;
  readonly isProtected: boolean;
}

/** The branch that the run is for; absent where it is for something else. */
async function ownBranch(place: Place, { ref, defaultBranch }: Deployed): Promise<Observation<Branch>> {
  const source = repositoryPage(place, 'branches');
  const name = ref.startsWith(heads) ? ref.slice(heads.length) : ref;
  if (name === defaultBranch || name.startsWith('refs/')) return { state: 'absent', source };
  const answer = await askRepository(place, '/branches/{branch}', { branch: name });
  if (answer.status === 404) return { state: 'absent', source };
  if (answer.status !== 200) return notRead(answer, 'commits', source);
  const { data } = branchLine.safeParse(answer.data);
  if (data === undefined) return notUnderstood(source);
  // GitHub answers by the new name where a branch was renamed
  return data.name === name ? { state: 'seen', value: branchOf(data), source } : { state: 'absent', source };
}

/** Those that GitHub calls protected; one page. */
async function protectedBranches(place: Place): Promise<Observation<readonly Branch[]>> {
  const source = repositoryPage(place, 'branches');
  const answer = await askRepository(place, '/branches', { protected: true, per_page: 100 });
  if (answer.status !== 200) return notRead(answer, 'commits', source);
  const { data } = z.array(branchLine).safeParse(answer.data);
  if (data === undefined) return notUnderstood(source);
  return { state: 'seen', value: data.map(branchOf).filter(({ isProtected }) => isProtected), source };
}

function branchOf({ name, commit, protected: isProtected }: z.infer<typeof branchLine>): Branch {
  return { name, sha: commit.sha, isProtected };
}

type Unreadable = Extract<Observation<never>, { state: 'unreadable' }>;

/** Whether rulesets that are in force guard what comes to a branch. */
async function hasRules(place: Place, branch: string): Promise<boolean | Unreadable> {
  const source = repositoryPage(place, 'rules');
  const answer = await askRepository(place, '/rules/branches/{branch}', { branch, per_page: 100 });
  if (answer.status === 404) return false;
  if (answer.status !== 200) return notRead(answer, 'rulesets', source);
  const { data } = rules.safeParse(answer.data);
  return data === undefined ? notUnderstood(source) : data.some(({ type }) => guarding.has(type));
}

/** Rules that keep somebody who may push from putting there what he likes. */
const guarding: ReadonlySet<string> = new Set([
  'pull_request',
  'update',
  'required_status_checks',
  'merge_queue',
  'non_fast_forward',
]);

/** Seen where the commit is the tip or came before it; absent where it did not. */
async function leadsTo(place: Place, tip: string, commit: string): Promise<Observation<true>> {
  const source = repositoryPage(place, `commit/${commit}`);
  if (tip === commit) return { state: 'seen', value: true, source };
  // Only the first page brings files and their differences, and none of them are wanted here
  const parameters = { basehead: `${tip}...${commit}`, per_page: 1, page: 2 };
  const answer = await askRepository(place, '/compare/{basehead}', parameters);
  if (answer.status === 404 || answer.status === 422) return { state: 'absent', source };
  if (answer.status !== 200) return notRead(answer, 'commits', source);
  const { data } = comparison.safeParse(answer.data);
  if (data === undefined) return notUnderstood(source);
  const holds = data.status === 'behind' || data.status === 'identical';
  return holds ? { state: 'seen', value: true, source } : { state: 'absent', source };
}

const reference = z.object({ object: z.object({ type: z.string(), sha: z.string() }) });
const tagObject = z.object({
  object: z.object({ sha: z.string() }),
  verification: z.object({ verified: z.boolean() }).nullish(),
});
const branchLine = z.object({ name: z.string(), commit: z.object({ sha: z.string() }), protected: z.boolean() });
const rules = z.array(z.object({ type: z.string() }));
const comparison = z.object({ status: z.string() });
