import type { BenchStage } from './github-stage.ts';

/** Pull requests that are opened first, and not measured. */
const warmUp = 20;

/**
 * How long each of some pull requests waits, one after the other: from the webhook that tells of it to the request that
 * completes its check run, as GitHub sees both.
 */
export async function secondsToCheck(stage: BenchStage, pulls: number): Promise<readonly number[]> {
  const { sandbox, owner } = stage;
  await sandbox.people.install(owner);
  await stage.settled();
  const completed = new Map<string, number>();
  sandbox.onAnswer(({ method, path, responseBody }) => {
    if (method !== 'PATCH' || !path.includes('/check-runs/')) return;
    const { status, head_sha } = responseBody as { readonly status?: string; readonly head_sha?: string };
    if (status === 'completed' && head_sha !== undefined) completed.set(head_sha, Date.now());
  });
  const taken: number[] = [];
  for (let number = 0; number < warmUp + pulls; number += 1) {
    const { headSha } = await sandbox.people.openPull(owner, 'timed', {
      title: `Change ${number}`,
      branch: `change-${number}`,
      by: 'ada',
      commit: { files: { 'package.json': `{ "name": "timed", "version": "1.0.${number}" }\n` } },
    });
    await stage.settled();
    const at = completed.get(headSha);
    // Pushing the branch has its own webhooks, which come before
    const told = sandbox.state.deliveries.findLast(({ event }) => event === 'pull_request');
    if (at === undefined || told === undefined) throw new Error(`pull request ${number} has no completed check run`);
    if (number >= warmUp) taken.push((at - Date.parse(told.deliveredAt)) / 1000);
  }
  return taken;
}
