import { z } from 'zod';
import type { Observation } from '../types/observation.ts';
import { hostedLink } from './manifests/hosted-link.ts';
import { sourceLink } from './manifests/links.ts';
import { registryTime } from './registry-time.ts';
import { mostReleases, type RegistryRelease } from './release.ts';

/** The frame of every list: what its rows hold is looked at one by one, with `wellFormed`. */
export const rows = z.array(z.unknown());

/** Those of a list that have the shape. The others are left out. */
export function wellFormed<T>(list: readonly unknown[], shape: z.ZodType<T>): readonly T[] {
  return list.flatMap((item) => {
    const reading = shape.safeParse(item);
    return reading.success ? [reading.data] : [];
  });
}

/** What was seen as something else; `absent` and `unreadable` stay what they are. */
export function mapSeen<T, U>(observation: Observation<T>, change: (value: T) => U): Observation<U> {
  return observation.state === 'seen' ? { ...observation, value: change(observation.value) } : observation;
}

export function unreadable(reason: string, source: string): Observation<never> {
  return { state: 'unreadable', reason, source };
}

/** Text that may be missing, or have the wrong type: null then. Cut to 500 characters. */
export const looseText = z
  .string()
  .transform((text) => Array.from(text.slice(0, 1000).toWellFormed()).slice(0, 500).join('') || null)
  .nullable()
  .catch(null);

/** A name of a person, a platform, a role: one line of visible characters. */
export const visibleName = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u);

export const looseName = visibleName.nullable().catch(null);

export const looseFlag = z.boolean().nullable().catch(null);

/** An object with keys that are data. A map, so that no key is taken for a property that every object has. */
export const table = z
  .custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  .transform((object): ReadonlyMap<string, unknown> => new Map(Object.entries(object)));

/** Empty where it is no object. */
export const looseTable = table.catch(new Map());

/** A version as it may stand in an address and in a file's name. */
export const versionText = z
  .string()
  .max(100)
  .regex(/^[0-9A-Za-z][0-9A-Za-z.!+_-]*$/);

/** A SHA-256 in lower-case hexadecimal; null for anything else. */
export const looseSha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/i)
  .transform((digest) => digest.toLowerCase())
  .nullable()
  .catch(null);

/** A time in ISO 8601 and UTC; null for what is none. */
export const looseTime = z
  .unknown()
  .transform((value) => registryTime(value)?.iso ?? null)
  .catch(null);

/** Releases as a history holds them: by time, those without one first, the newest only; and how many were left out. */
export function timeline(releases: readonly RegistryRelease[]): {
  readonly releases: readonly RegistryRelease[];
  readonly omitted: number;
} {
  const sorted = releases.toSorted((a, b) => compareText(a.publishedAt ?? '', b.publishedAt ?? ''));
  const omitted = Math.max(0, sorted.length - mostReleases);
  return { releases: sorted.slice(omitted), omitted };
}

/** The earliest of some times; null where there is none. */
export function earliest(times: readonly (string | null)[]): string | null {
  return times.filter((time) => time !== null).toSorted(compareText)[0] ?? null;
}

/** Source links in one form each: the repository alone on hosts of repositories. Distinct, at most twenty. */
export function sourceLinksOf(addresses: readonly (string | null)[]): readonly string[] {
  const links = addresses.flatMap((address) => {
    const text = address ?? undefined;
    return hostedLink(text) ?? sourceLink(text) ?? [];
  });
  return [...new Set(links)].slice(0, 20);
}

/** Text as one part of an address. */
export function addressPart(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
