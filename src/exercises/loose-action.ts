import { stretchesOf } from '../reports/text/marked.ts';
import type { Target } from './ground.ts';

/** The first thing on the target's publish path that is used by tag or branch, by its name; null where all is pinned. */
export function looseActionOf({ report, publication }: Target): string | null {
  const loose = report.findings.filter(({ control }) => control === 'publish-pins');
  const near = loose.filter(({ locations }) => locations.some(({ path }) => publication.reaches.includes(path)));
  const graver = near.find(({ severity }) => severity !== 'low') ?? near[0];
  return stretchesOf(graver?.message ?? '').find(({ isCode }) => isCode)?.text ?? null;
}
