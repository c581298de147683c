import type { Act, Session } from '../registries/act.ts';
import type { Registry } from '../registries/registry.ts';
import { emptyValue, known, showValue, textOf, type Value } from '../types/values.ts';
import type { Uses } from '../workflows/model.ts';
import { parseUses } from '../workflows/parse-uses.ts';
import { effectivePermissions } from '../workflows/permissions.ts';
import { firstCarried } from './carried.ts';
import { chosenPackages } from './chosen-packages.ts';
import { authOf, credentialsOf } from './credentials.ts';
import { nameOfDestination } from './elsewhere.ts';
import { environmentNameOf } from './environment-name.ts';
import { imagesOf } from './images.ts';
import type { Happening, Run } from './interpret/run.ts';
import { manifestsOf } from './packages.ts';
import { attests, provenanceOf } from './provenance.ts';
import type { Elsewhere, Publication, PublishSite } from './publication.ts';
import type { Recognition } from './recognise.ts';
import type { SiteReading, SiteSearch } from './sites.ts';
import { snapshotHome } from './snapshots.ts';
import { trailOf } from './trail.ts';
import { guessesOf, guessFromManifests } from './undescribed.ts';
import { guessedFromCommand, nameOfCommand } from './undescribed-commands.ts';
import { isCommit } from './versions.ts';

/** What one run of a job publishes. `runs` are the other jobs of the workflow, by id. */
export function publicationsOf(run: Run, runs: ReadonlyMap<string, Run>, search: SiteSearch): SiteReading {
  const publications: Publication[] = [];
  const elsewhere: Elsewhere[] = [];
  const described = new Set<string>();
  run.happenings.forEach((happening, index) => {
    const session = sessionOf(run, index);
    for (const recognition of search.recognise(happening.act)) {
      if (recognition.row.given?.(happening.act, session) === false) continue;
      described.add(`${happening.origin} ${recognition.registry.id}`);
      const found = resolve(recognition, happening, index, { run, runs, search, session });
      if (found === null) continue;
      if ('name' in found) elsewhere.push(found);
      else publications.push(found);
    }
  });
  publications.push(...guesses(run, runs, search, described));
  return { publications, elsewhere };
}

interface Surroundings {
  readonly run: Run;
  readonly runs: ReadonlyMap<string, Run>;
  readonly search: SiteSearch;
  readonly session: Session;
}

/** A recognised act as a publication, or as a publication to elsewhere; null where it pushes nothing to this registry. */
function resolve(
  recognition: Recognition,
  happening: Happening,
  index: number,
  around: Surroundings,
): Publication | Elsewhere | null {
  const { registry, row, act, line } = recognition;
  const { run, search, session } = around;
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
    return publication(recognition, happening, index, around, {
      packages: mine.filter((image) => image.known).map(({ name }) => name),
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
  const packages = { packages: names, sure: place !== 'unknown' };
  return { ...publication(recognition, happening, index, around, packages), manifests };
}

/** Where a destination leads: the public registry, elsewhere, or not to be told. */
function placeOf(destination: Value, registry: Registry): 'home' | 'away' | 'unknown' {
  const text = textOf(destination);
  if (text !== null) return text.trim() === '' || registry.isHome(text.trim()) ? 'home' : 'away';
  const first = destination[0];
  // a host that is written out decides, whatever the path holds
  if (first?.kind === 'text' && /^[a-z][a-z0-9+.-]*:\/\/[^/]+\//i.test(first.text))
    return registry.isHome(first.text) ? 'home' : 'away';
  const hidden = destination.filter((part) => part.kind === 'hidden');
  const candidates = hidden.flatMap((part) => part.candidates ?? []);
  return candidates.some((candidate) => candidate === '' || registry.isHome(candidate)) ? 'home' : 'unknown';
}

function publication(
  recognition: Recognition,
  happening: Happening,
  index: number,
  around: Surroundings,
  found: { readonly packages: readonly string[]; readonly sure: boolean },
): Publication {
  const { row, registry } = recognition;
  const { run, runs, search } = around;
  const site = siteOf(run, happening);
  const idToken = site.permissions?.get('id-token') === 'write';
  const credentials = credentialsOf(recognition, index, run);
  const auth = authOf(credentials, row.oidc, idToken);
  const manifests = manifestsOf(recognition, search.packages, search.world.files);
  const uses = usesOf(happening);
  return {
    registry: registry.id,
    packages: found.packages,
    manifests: [],
    site,
    via: [...happening.ways, row.via].join(' → '),
    auth,
    credentials,
    idToken,
    provenance: provenanceOf({
      recognition,
      auth,
      idToken,
      manifests,
      version: versionOf(happening, run),
      attestations: attestationsIn(run, runs),
    }),
    pinned:
      uses?.kind === 'remote' ? isCommit(uses.ref) : uses?.kind === 'docker' ? uses.image.includes('@sha256:') : null,
    environment: environmentNameOf(run),
    confidence: found.sure ? 'high' : 'medium',
    reason: found.sure ? '' : 'where it publishes to is decided when the workflow runs',
    reaches: reachesOf(run, happening),
  };
}

/** Publications that no table describes. */
function guesses(
  run: Run,
  runs: ReadonlyMap<string, Run>,
  search: SiteSearch,
  described: ReadonlySet<string>,
): readonly Publication[] {
  const known = new Set([...described].map((key) => key.slice(0, key.indexOf(' '))));
  const withPackages = new Set(
    search.packages.filter(({ publishable }) => publishable).map(({ registry }) => registry as string),
  );
  return run.happenings.flatMap((happening, index) => {
    if (known.has(happening.origin)) return [];
    const { act } = happening;
    const idToken =
      effectivePermissions(run.workflow, run.job, run.chain.length > 0 ? [run.chain] : [])?.get('id-token') === 'write';
    const stepEnvironment = new Set(happening.step?.env.map(({ name }) => name) ?? []);
    const found =
      act.kind === 'command'
        ? guessedFromCommand(
            happening,
            { stepEnvironment, idToken, withPackages, packages: search.packages },
            search.registries,
          )
        : guessesOf(act, stepEnvironment, search.registries, idToken);
    const all =
      found.length > 0 || act.kind === 'command'
        ? found
        : guessFromManifests(act, search.registries, withPackages, idToken);
    return all.map(({ registry, reason, handed, folders = [] }): Publication => {
      const recognition: Recognition = {
        registry,
        act,
        line: null,
        row: {
          via: act.kind === 'action' ? act.action : nameOfCommand(act, happening.script),
          action: [],
          credential: handed,
          oidc: act.kind === 'action' && act.secrets === 'inherit' ? 'never' : 'native',
          provenance: {
            byDefault: provenanceOfGuess(registry),
            withToken: false,
            attestedBy: 'any',
          },
          packages: { kind: 'workspace' },
        },
      };
      const pointed = search.packages.filter(
        (manifest) => manifest.registry === registry.id && folders.includes(manifest.directory),
      );
      const manifests = folders.length > 0 ? pointed : manifestsOf(recognition, search.packages, search.world.files);
      const names = [...new Set(manifests.map(({ name }) => name))].sort();
      const session = sessionOf(run, index);
      return {
        ...publication(recognition, happening, index, { run, runs, search, session }, { packages: names, sure: false }),
        manifests,
        confidence: 'low',
        reason,
      };
    });
  });
}

/** npm makes provenance under trusted publishing whatever calls it; other registries leave it to the tool. */
function provenanceOfGuess(registry: Registry): 'never' | 'unknown' | 'with-oidc' {
  if (registry.id === 'npm') return 'with-oidc';
  return registry.capabilities['authorization.3.provenance'].offers === 'no' ? 'never' : 'unknown';
}

function siteOf(run: Run, happening: Happening): PublishSite {
  const starts = run.chain[0]?.workflow ?? run.workflow;
  return {
    workflow: run.workflow,
    job: run.job,
    step: happening.step,
    at: siteLine(happening),
    callers: run.chain.length > 0 ? [run.chain] : [],
    permissions: effectivePermissions(run.workflow, run.job, run.chain.length > 0 ? [run.chain] : []),
    events: [...new Set(starts.triggers.map(({ event }) => event))].sort(),
    trail: trailOf(run, happening),
    entered: happening.entered,
  };
}

/** The key that a person looks for: the job's step, also where a composite action or a script does the work. */
function siteLine(happening: Happening): Happening['at'] {
  return happening.step?.uses?.key ?? happening.step?.run?.key ?? happening.at;
}

function usesOf(happening: Happening): Uses | null {
  const text = happening.step === null ? null : happening.step.uses?.value.value;
  if (happening.step === null && happening.act.kind === 'action')
    return { kind: 'remote', owner: '', repository: '', path: '', ref: happening.act.ref, workflow: true };
  return text === undefined || text === null ? null : parseUses(text);
}

/** The version in use: the ref, or for a commit the version that a comment beside it names (`# v1.12.4`). */
function versionOf(happening: Happening, run: Run): string | null {
  if (happening.act.kind !== 'action') return null;
  if (!isCommit(happening.act.ref)) return happening.act.ref;
  const file = run.world.files.read(happening.at.path);
  if (file.state !== 'seen') return null;
  const line = file.value.split('\n', happening.at.line)[happening.at.line - 1] ?? '';
  return line.includes('#') ? line.slice(line.indexOf('#') + 1).trim() : null;
}

/** What attests in this job, in the jobs it waits for, and in those that wait for it. */
function attestationsIn(run: Run, runs: ReadonlyMap<string, Run>): readonly Act[] {
  const seen = new Set<Run>();
  const visit = (current: Run | undefined): void => {
    if (current === undefined || seen.has(current)) return;
    seen.add(current);
    for (const id of current.job.needs) visit(runs.get(id));
  };
  visit(run);
  for (const other of runs.values()) if (other.job.needs.includes(run.job.id)) seen.add(other);
  return [...seen].flatMap(({ happenings }) => happenings.map(({ act }) => act).filter(attests));
}

/** Whether the job signed in to the registry before, as images are pushed after a login. */
function signedInTo(registry: Registry, session: Session): boolean {
  return session.before.some((act: Act) => {
    if (act.kind !== 'action') return false;
    return registry.credentials.logins.some((login) => {
      if (login.action !== act.action || login.host === undefined) return false;
      const host = textOf(act.inputs.get(login.host.input) ?? emptyValue);
      return registry.isHome(host === null || host === '' ? login.host.default : host);
    });
  });
}

function reachesOf(run: Run, happening: Happening): readonly string[] {
  const files = [
    run.workflow.path,
    ...run.chain.map(({ workflow }) => workflow.path),
    ...happening.files,
    ...happening.entered.map(({ path }) => path),
  ];
  return [...new Set(files)].sort();
}

function sessionOf(run: Run, index: number): Session {
  return {
    before: run.happenings.slice(0, index).map(({ act }) => act),
    written: run.written.filter(({ after }) => after <= index),
    files: run.world.files,
  };
}
