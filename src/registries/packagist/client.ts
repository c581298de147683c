import { z } from 'zod';
import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import type { RegistryClient } from '../client.ts';
import { readJson } from '../json-answer.ts';
import {
  looseName,
  looseTable,
  looseText,
  mapSeen,
  rows,
  sourceLinksOf,
  timeline,
  unreadable,
  wellFormed,
} from '../loose-fields.ts';
import type { Owner, PackageHistory } from '../release.ts';
import { feed } from './client-feed.ts';
import { readReleases } from './client-releases.ts';

/**
 * Packagist by its static metadata, and its package page as JSON for who maintains it. It records the commit of every
 * version by itself and never who or what published it: nothing is uploaded there.
 */
export const client: RegistryClient = {
  isName: (name) => spelling(name) !== null,
  history,
  feed,
};

async function history(asked: string, http: Http): Promise<Observation<PackageHistory>> {
  const name = spelling(asked);
  if (name === null) return { state: 'absent', source: asked };
  const metadata = readJson(
    await http.ask({ service: 'packagist', base: 'repo', path: `/p2/${name}.json`, mostBytes: mostMetadata }),
    metadataShape,
  );
  if (metadata.state !== 'seen') return metadata;
  const { minified, packages, filter } = metadata.value;
  const listed = rows.safeParse(packages.get(name));
  const isKnownForm = minified === undefined || minified === 'composer/2.0';
  if (!listed.success || !isKnownForm)
    return unreadable('the answer has not the documented shape at packages', metadata.source);

  const { releases, source, homepage } = readReleases(listed.data, minified !== undefined);
  const page = await askPage(name, http);
  const shown = page.state === 'seen' ? page.value : null;
  return {
    ...metadata,
    value: {
      registry: 'packagist',
      name,
      ...timeline(releases),
      vanished: [],
      owners: mapSeen(page, ({ owners }) => owners),
      sourceLinks: sourceLinksOf([shown?.repository ?? null, source, homepage]),
      settings: { trustedPublishingOnly: null, twoFactorRequired: null },
      status: shown?.isAbandoned === true ? 'deprecated' : 'active',
      newest: releases.findLast(({ version }) => !isUnstable(version))?.version ?? releases.at(-1)?.version ?? null,
      malware: constraintsOf(filter),
      page: `https://packagist.org/packages/${name}`,
    },
  };
}

/** The name as Packagist spells it, `vendor/project` in lower case; null for what it cannot be. */
function spelling(name: string): string | null {
  const lower = name.toLowerCase();
  const [vendor = '', project = '', ...more] = lower.split('/');
  return more.length === 0 && [vendor, project].every(isPart) ? lower : null;
}

function isPart(part: string): boolean {
  return part.length <= 100 && /^[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?$/.test(part) && !part.includes('..');
}

interface Page {
  readonly owners: readonly Owner[];
  readonly repository: string | null;
  readonly isAbandoned: boolean;
}

async function askPage(name: string, http: Http): Promise<Observation<Page>> {
  const path = `/packages/${name}.json`;
  const reply = await http.ask({ service: 'packagist', base: 'main', path, mostBytes: mostMetadata });
  return mapSeen(readJson(reply, pageShape), ({ package: page }) => ({
    owners: wellFormed(page.maintainers, maintainer).flatMap(({ name: person }) =>
      person === null ? [] : [{ name: person, kind: 'person' as const, role: null }],
    ),
    repository: page.repository,
    isAbandoned: page.abandoned,
  }));
}

/** In the registry's words: `1.2.3`, `>=2.0,<2.0.4`. */
function constraintsOf(filter: ReadonlyMap<string, unknown>): readonly string[] {
  const listed = rows.safeParse(filter.get('malware'));
  const constraints = wellFormed(listed.success ? listed.data : [], flagged).flatMap(
    ({ constraint }) => constraint ?? [],
  );
  return [...new Set(constraints)].slice(0, mostConstraints);
}

/** `2.0.0-beta1`, `v3.0RC2` */
function isUnstable(version: string): boolean {
  return /(?:alpha|beta|rc|dev|-[ab]\d)/i.test(version);
}

/** Of `/p2/VENDOR/PROJECT.json`: composer/packagist, its dumper and `doc`. */
const metadataShape = z.object({
  minified: z.string().optional(),
  packages: looseTable,
  filter: looseTable,
});

const flagged = z.object({ constraint: looseText });

/** Of `/packages/VENDOR/PROJECT.json`: `Package::toArray`. Abandoned is a flag, or the name of what replaces it. */
const pageShape = z.object({
  package: z.object({
    maintainers: rows,
    repository: looseText,
    abandoned: z.union([z.boolean(), z.string().transform((replacement) => replacement !== '')]).catch(false),
  }),
});

const maintainer = z.object({ name: looseName });

const mostConstraints = 100;
const mostMetadata = 16 * 1024 * 1024;
