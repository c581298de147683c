import { registryOf } from '../../registries/index.ts';
import { credentialWords } from '../../reports/summary.ts';
import { visible } from '../../reports/text/visible.ts';
import type { Report, ReportPublication } from '../../types/report.ts';

/** The layers of the map, from what starts a release to what users install. */
export const layers = ['workflow', 'job', 'step', 'credential', 'registry', 'package'] as const;

export type Layer = (typeof layers)[number];

/** `weak`: an attacker would come in here; `unsure`: files do not show it. */
export type Tone = 'plain' | 'weak' | 'unsure';

/** Where a release passes by. */
export interface Stop {
  /** Equal stops of a layer are one. */
  readonly key: string;
  readonly title: string;
  /** What is weak or not known of the way that leads here; else what helps to tell it from others. */
  readonly note: string | null;
  readonly tone: Tone;
}

/** One way of a package to its registry; null where a layer is passed without a stop. */
export type MapPath = Readonly<Record<Layer, Stop | null>>;

/** Every way from a workflow to a package, one a package and publication, and those that end outside of public registries. */
export function mapPaths(report: Pick<Report, 'publications' | 'elsewhere'>): readonly MapPath[] {
  return [...report.publications.flatMap(pathsOf), ...report.elsewhere.map(pathElsewhere)];
}

/** What is weak on the way of a publication, in words; without what only its registry could better. */
export function weakWords(publication: ReportPublication): readonly string[] {
  return [
    credentialNote(publication),
    jobNote(publication),
    pinNote(publication),
    provenanceNote(publication),
    doubtNote(publication),
  ].flatMap((judged) => (judged === null ? [] : [judged.words]));
}

interface Judged {
  readonly words: string;
  readonly tone: Exclude<Tone, 'plain'>;
}

function pathsOf(publication: ReportPublication): readonly MapPath[] {
  const { workflow, job, line, via, registry, packages, environment } = publication;
  const there = workflow === null ? '' : `${workflow}\n${job ?? ''}`;
  const credential = visible(credentialWords(publication, visible));
  const start = {
    workflow: workflow === null ? plain('', 'no workflow') : plain(workflow, shortPath(workflow)),
    job:
      job === null
        ? null
        : stop(`${there}\n${environment ?? ''}`, visible(job), jobNote(publication), inEnvironment(environment)),
    step: stop(
      `${there}\n${line ?? ''}\n${via}`,
      visible(via),
      [pinNote(publication), doubtNote(publication)],
      line === null ? null : `line ${line}`,
    ),
    credential:
      workflow === null ? null : stop(`${registry}\n${credential}`, credential, credentialNote(publication), null),
    registry: plain(registry, registryOf(registry).title),
  };
  const names = packages.length === 0 ? [null] : packages;
  return names.map((name) => ({
    ...start,
    package: stop(
      `${registry}\n${name ?? ''}`,
      name === null ? 'not named in files' : visible(name),
      provenanceNote(publication),
      null,
    ),
  }));
}

function pathElsewhere({ name, via, workflow, job, line }: Report['elsewhere'][number]): MapPath {
  return {
    workflow: plain(workflow, shortPath(workflow)),
    job: plain(`${workflow}\n${job}\nelsewhere`, visible(job)),
    step: stop(`${workflow}\n${job}\n${line}\n${via}`, visible(via), null, `line ${line}`),
    credential: null,
    registry: stop(`elsewhere\n${name}`, visible(name), null, 'no public registry'),
    package: null,
  };
}

function jobNote({ environment, workflow }: ReportPublication): Judged | null {
  return environment === null && workflow !== null ? { words: 'no environment', tone: 'weak' } : null;
}

function pinNote({ pinned }: ReportPublication): Judged | null {
  return pinned === false ? { words: 'not pinned', tone: 'weak' } : null;
}

function doubtNote({ confidence }: ReportPublication): Judged | null {
  return confidence === 'high' ? null : { words: `${confidence} confidence`, tone: 'unsure' };
}

function credentialNote({ auth, registry, credentials, workflow }: ReportPublication): Judged | null {
  if (auth === 'token') {
    const offers = registryOf(registry).capabilities['authorization.3.oidc'].offers;
    return { words: offers === 'no' ? 'long-lived, as its registry asks' : 'long-lived', tone: 'weak' };
  }
  const isJobToken = credentials.length > 0 && credentials.every(({ kind }) => kind === 'job-token');
  if (auth === 'trusted-publishing' || isJobToken || workflow === null) return null;
  return { words: 'not shown by files', tone: 'unsure' };
}

/** Where the registry is not known to take any proof, its absence is no fault of the project's. */
function provenanceNote({ provenance, registry }: ReportPublication): Judged | null {
  const { offers } = registryOf(registry).capabilities['authorization.3.provenance'];
  return provenance === false && (offers === 'yes' || offers === 'partial')
    ? { words: 'no provenance', tone: 'weak' }
    : null;
}

function plain(key: string, title: string): Stop {
  return { key, title, note: null, tone: 'plain' };
}

function stop(
  key: string,
  title: string,
  judged: Judged | null | readonly (Judged | null)[],
  else_: string | null,
): Stop {
  const known = [judged].flat().filter((one) => one !== null);
  const tone = known.find((one) => one.tone === 'weak')?.tone ?? known[0]?.tone ?? 'plain';
  return { key, title, note: known.length === 0 ? else_ : known.map(({ words }) => words).join(', '), tone };
}

function inEnvironment(environment: string | null): string | null {
  return environment === null ? null : `environment ${visible(environment)}`;
}

/** A workflow is known by its file name: `release.yml` for one of this repository. */
export function shortPath(path: string): string {
  return visible(path.replace(/^\.github\/workflows\/(?=[^/]+$)/, ''));
}
