import { createHash } from 'node:crypto';
import type { RegistryId } from '../types/registry-id.ts';
import type { Judgement } from './control.ts';

/**
 * What a finding is known by from one audit to the next: 32 hexadecimal digits that do not change when lines move or
 * findings come in another order.
 */
export function fingerprintOf(control: string, judgement: Judgement): string {
  return fingerprintOfKey(control, judgement.registry, judgement.key ?? keyOf(judgement));
}

/** The same for what is no judgement. */
export function fingerprintOfKey(control: string, registry: RegistryId | null, key: readonly string[]): string {
  const parts = [control, registry, key];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** For a control that gives no key. Digits of the reason are left out, since they may be lines, counts or versions; and the marks of code. */
function keyOf({ publication, reason }: Judgement): readonly string[] {
  const site = publication?.site;
  return [site?.workflow.path ?? '', site?.job.id ?? '', reason.replace(/[\d`]+/g, '')];
}
