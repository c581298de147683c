import type { FixOffer } from '../../src/types/fix-offer.ts';
import { workflowOf } from './publishing-fixtures.ts';

export const path = '.github/workflows/release.yml';
export const commit = 'a'.repeat(40);
export const manifest = (more = '') => `{ "name": "demo", "version": "1.0.0"${more} }`;
export const idToken = ['permissions:', '  contents: read', '  id-token: write'];

/** An npm package with that workflow. */
export function npm(steps: readonly string[], head: readonly string[] = idToken, others: Record<string, string> = {}) {
  return { 'package.json': manifest(), [path]: workflowOf(steps, head), ...others };
}

export const publish = '- run: npm publish';

export interface Case {
  readonly control: string;
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly safety: FixOffer['safety'];
  /** A stretch of the file afterwards. */
  readonly after: string;
  /** The file that is changed; the workflow by default. */
  readonly path?: string;
}
