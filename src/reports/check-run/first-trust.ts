import type { Comparison } from '../../types/comparison.ts';
import type { ReportPublication } from '../../types/report.ts';
import { code } from '../markdown/escape.ts';
import type { CheckContext } from './context.ts';

/**
 * What has to be done on a registry before a change is merged that begins to publish by trusted publishing: the next
 * release fails where nobody has told the registry. Null where nothing of the kind begins.
 */
export function trustFirst({ added, changed }: Comparison['publications'], context: CheckContext): string | null {
  const begins = [
    ...added.filter(isTrusted),
    ...changed.filter(({ from, to }) => isTrusted(to) && !isTrusted(from)).map(({ to }) => to),
  ];
  const [first] = begins;
  if (first === undefined) return null;
  const registry = context.registryTitle(first.registry);
  const others =
    new Set(begins.map((publication) => publication.registry)).size > 1 ? ', and likewise the others,' : '';
  const after = changed.some(({ from, to }) => isTrusted(to) && from.auth === 'token')
    ? ' Delete the token once a release has worked.'
    : '';
  return `before this is merged, let ${registry}${others} trust ${boundTo(first, context)}, or the next release fails.${after}`;
}

function isTrusted({ auth }: ReportPublication): boolean {
  return auth === 'trusted-publishing';
}

function boundTo({ bound, environment }: ReportPublication, { repository }: CheckContext): string {
  const workflow = bound.length === 0 ? '' : `, the workflow ${bound.map((name) => code(name)).join(' or ')}`;
  const place = environment === null ? '' : ` and the environment ${code(environment)}`;
  return `the repository ${code(repository)}${workflow}${place}`;
}
