import type { Session } from '../registries/act.ts';
import { known } from '../types/values.ts';
import { firstCarried } from './carried.ts';
import { chosenPackages } from './chosen-packages.ts';
import { placeOf } from './destination.ts';
import { nameOfDestination } from './elsewhere.ts';
import { guessedPublications } from './guesses.ts';
import { imagesOf } from './images.ts';
import type { Happening, Run } from './interpret/run.ts';
import { manifestsOf } from './packages.ts';
import type { Elsewhere, Publication } from './publication.ts';
import { publicationOf, type Surroundings, siteLine } from './publication-of.ts';
import type { Recognition } from './recognise.ts';
import { sessionOf, signedInTo } from './session.ts';
import type { SiteReading, SiteSearch } from './sites.ts';
import { snapshotHome } from './snapshots.ts';

/** What one run of a job publishes. `runs` are the other jobs of the workflow, by id. */
export function publicationsOf(run: Run, runs: ReadonlyMap<string, Run>, search: SiteSearch): SiteReading {
  const publications: Publication[] = [];
  const elsewhere: Elsewhere[] = [];
  const described = new Set<string>();
  const around = { run, runs, search };
  run.happenings.forEach((happening, index) => {
    const recognitions = search.recognise(happening.act);
    if (recognitions.length === 0) return;
    const session = sessionOf(run, index);
    for (const recognition of recognitions) {
      if (recognition.row.given?.(happening.act, session) === false) continue;
      described.add(happening.origin);
      const found = resolve(recognition, happening, index, around, session);
      if (found === null) continue;
      if ('name' in found) elsewhere.push(found);
      else publications.push(found);
    }
  });
  publications.push(...guessedPublications(around, described));
  return { publications, elsewhere };
}

/** A recognised act as a publication, or as a publication to elsewhere; null where it pushes nothing to this registry. */
function resolve(
  recognition: Recognition,
  happening: Happening,
  index: number,
  around: Surroundings,
  session: Session,
): Publication | Elsewhere | null {
  const { registry, row, act, line } = recognition;
  const { run, search } = around;
  const away = (name: string): Elsewhere => ({
    name,
    via: row.via,
    workflow: run.workflow,
    job: run.job,
    at: siteLine(happening),
  });
  const images = row.packages.kind === 'image' ? imagesOf(row.packages, act, line, run) : null;
  if (images !== null) {
    const mine = images.filter(({ host }) => registry.isHome(host));
    const hidden =
      (images.length === 0 && row.packages.kind === 'image' && row.packages.at.length > 0) ||
      images.some(({ host }) => host === '');
    if (mine.length === 0 && !(hidden && signedInTo(registry, session))) return null;
    return publicationOf(recognition, happening, index, around, {
      names: mine.filter((image) => image.known).map(({ name }) => name),
      manifests: [],
      sure: mine.length > 0,
    });
  }
  const found = manifestsOf(recognition, search.packages, search.world.files);
  const { names, manifests } = chosenPackages(found, search.packages, recognition, run, happening);
  const destination =
    firstCarried(row.destination ?? [], act, line) ?? registry.ambientDestination?.(act, session) ?? null;
  const place = destination === null ? null : placeOf(destination, registry);
  if (place === 'away' && destination !== null) return away(nameOfDestination(destination));
  const declared = manifests.map((manifest) => manifest.destination).filter((url) => url !== null);
  if (
    place !== 'home' &&
    declared.length > 0 &&
    declared.length === manifests.length &&
    declared.every((url) => !registry.isHome(url))
  )
    return away(nameOfDestination(known(declared[0] ?? '')));
  const snapshot = registry.id === 'maven-central' ? snapshotHome(run, happening, manifests) : null;
  if (snapshot !== null) return away(snapshot);
  return publicationOf(recognition, happening, index, around, { names, manifests, sure: place !== 'unknown' });
}
