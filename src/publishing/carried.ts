import type { Act, Carrier } from '../registries/act.ts';
import type { CommandLine } from '../registries/command-line.ts';
import { flagOf } from '../registries/command-line.ts';
import type { Value } from '../types/values.ts';

/** What a carrier brings to an act: its value, null where it is there without one (a bare flag), undefined where it is not there. */
export function carried(carrier: Carrier, act: Act, line: CommandLine | null): Value | null | undefined {
  if ('input' in carrier) return act.kind === 'action' ? act.inputs.get(carrier.input.toLowerCase()) : undefined;
  if ('env' in carrier) return environmentOf(act, carrier.env);
  if ('flag' in carrier) return line === null ? undefined : flagOf(line, [carrier.flag]);
  if ('stdin' in carrier) return act.kind === 'command' ? (act.input ?? undefined) : undefined;
  return line?.positionals[carrier.positional];
}

/** The first of the carriers that brings something. */
export function firstCarried(
  carriers: readonly Carrier[],
  act: Act,
  line: CommandLine | null,
): Value | null | undefined {
  for (const carrier of carriers) {
    const value = carried(carrier, act, line);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Variables are compared without case: npm and pip read theirs so. */
function environmentOf(act: Act, name: string): Value | undefined {
  const exact = act.environment.get(name);
  if (exact !== undefined) return exact;
  for (const [key, value] of act.environment) if (key.toLowerCase() === name.toLowerCase()) return value;
  return undefined;
}
