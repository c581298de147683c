import type { Http } from '../../http/http.ts';
import type { Observation } from '../../types/observation.ts';
import { textOf } from '../json-answer.ts';
import { lastingAnswer } from '../lasting-answer.ts';
import { looseTime, unreadable } from '../loose-fields.ts';
import { child, childText, type XmlElement } from '../manifests/xml.ts';
import { xmlRoot } from '../xml-answer.ts';
import { addressOf, type MavenPlace, placeOf } from './client-place.ts';

/** What a published POM tells, with what it inherits of its source link. */
export interface PublishedPom {
  /** When Central took it: the file is never written again. */
  readonly publishedAt: string | null;
  /** Source links of `scm`, else the project's page. */
  readonly links: readonly string[];
  /** `scm`'s tag where that is a commit; the publisher wrote it. */
  readonly tagCommit: string | null;
  /** The extension of the archive beside it; null where the POM is all that there is. */
  readonly archive: string | null;
}

/** Asks for the POM of a version, and for those of its parents while no source link is found: two at most. */
export async function askPom(place: MavenPlace, http: Http): Promise<Observation<PublishedPom>> {
  const answer = await askProject(place, http);
  if (answer.state !== 'seen') return answer;
  const { project, publishedAt } = answer.value;
  const scm = await inheritedScm(project, place, http);
  return {
    ...answer,
    value: {
      publishedAt,
      links: linksOf(scm, project),
      tagCommit: commitIn(childText(child(project, 'scm'), 'tag')),
      archive: archiveOf(childText(project, 'packaging')),
    },
  };
}

/** A time of a registry that may be missing or impossible: null then. */
export function releaseTime(text: string | null): string | null {
  return looseTime.parse(text);
}

interface Project {
  readonly project: XmlElement;
  readonly publishedAt: string | null;
}

async function askProject(place: MavenPlace, http: Http): Promise<Observation<Project>> {
  const path = addressOf(place, `${place.artifact}-${place.version}.pom`);
  const asked = { service: 'maven-central', base: 'main', path, mostBytes } as const;
  const reply = await lastingAnswer(http, asked, {
    isDocument: (text) => xmlRoot(text, 'project') !== null,
    publishedAt: null,
  });
  const answer = textOf(reply);
  if (answer.state !== 'seen') return answer;
  const project = xmlRoot(answer.value, 'project');
  if (project === null) return unreadable('the answer is no POM', answer.source);
  const headers = reply.state === 'answered' ? reply.headers : {};
  return { ...answer, value: { project, publishedAt: modified(headers['last-modified']) } };
}

/** `Tue, 03 Mar 2026 09:12:45 GMT` in ISO 8601. */
function modified(header: string | undefined): string | null {
  if (header === undefined || !httpDate.test(header)) return null;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : releaseTime(new Date(at).toISOString());
}

/** Properties and coordinates in it are replaced by what the POM itself says. */
async function inheritedScm(project: XmlElement, place: MavenPlace, http: Http): Promise<readonly string[]> {
  let at: XmlElement = project;
  let where = place;
  for (let parents = 0; ; parents++) {
    const links = scmOf(at, where);
    const next = links.length > 0 || parents === mostParents ? null : parentOf(at);
    if (next === null) return links;
    const parent = await askProject(next, http);
    if (parent.state !== 'seen') return [];
    at = parent.value.project;
    where = next;
  }
}

function scmOf(project: XmlElement, place: MavenPlace): readonly string[] {
  const scm = child(project, 'scm');
  return ['url', 'connection', 'developerConnection'].flatMap((name) => {
    const link = filledIn(childText(scm, name) ?? '', project, place).replace(/^scm:[a-z]{1,10}[:|]/, '');
    return link === '' || link.includes('${') ? [] : [link];
  });
}

function linksOf(scm: readonly string[], project: XmlElement): readonly string[] {
  const page = childText(project, 'url');
  return scm.length > 0 ? scm : page === null || page.includes('${') ? [] : [page];
}

function parentOf(project: XmlElement): MavenPlace | null {
  const parent = child(project, 'parent');
  const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((name) => childText(parent, name) ?? '');
  return placeOf(`${group}:${artifact}`, version ?? '');
}

/** `${project.artifactId}`, `${some.property}`: one round, which is as deep as real links go. */
function filledIn(text: string, project: XmlElement, place: MavenPlace): string {
  const properties = child(project, 'properties');
  return text.slice(0, mostLink).replaceAll(/\$\{([\w.-]{1,100})\}/g, (written, name: string) => {
    return ofProject(name, place) ?? childText(properties, name) ?? written;
  });
}

function ofProject(name: string, { group, artifact, version }: MavenPlace): string | undefined {
  const values = { groupId: group, artifactId: artifact, version };
  return new Map(Object.entries(values)).get(name.replace(/^(?:project|pom)\./, ''));
}

function commitIn(tag: string | null): string | null {
  return /^[0-9a-f]{40}$/.test(tag ?? '') ? tag : null;
}

/** Most kinds of packaging are JAR files under another name. */
function archiveOf(packaging: string | null): string | null {
  return packaging === 'pom' ? null : (otherArchives.find((extension) => extension === packaging) ?? 'jar');
}

const otherArchives = ['aar', 'war', 'ear', 'rar', 'klib'];

const httpDate = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const mostParents = 2;
const mostLink = 500;
const mostBytes = 1024 * 1024;
