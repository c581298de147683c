import { installationOf, reaches } from '../../src/sandbox/accounts.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** Writes that GitHub took in repositories that the app may not see, noted as they happen. */
export function trespassesIn(sandbox: Sandbox): readonly string[] {
  const found: string[] = [];
  sandbox.onAnswer(({ method, path, status }) => {
    const [, owner, name] = /^\/repos\/([^/]+)\/([^/?]+)/.exec(path) ?? [];
    if (method === 'GET' || status >= 300 || owner === undefined || name === undefined) return;
    const repository = [...sandbox.state.repositories.values()].find(
      (each) => each.owner === owner && each.name === name && !each.deleted,
    );
    const installation = installationOf(sandbox.state, owner);
    const isOurs = repository !== undefined && installation !== null && reaches(installation, repository);
    if (!isOurs) found.push(`${method} ${path} was answered ${status}`);
  });
  return found;
}
