import { unsaidInPublic } from '../../jobs/issue-plans.ts';
import type { Document, OpenDocument, OpenRequest } from '../document.ts';
import { type BadgeWords, badgeWords, unknownBadge } from './badge-words.ts';
import { drawnBadge } from './drawn-badge.ts';
import { endpointBadge } from './endpoint.ts';

/** The badge of a repository as a picture, for everybody. What has none is answered like what does not exist. */
export const badgePicture: OpenDocument = async (request) =>
  forEverybody('image/svg+xml; charset=utf-8', await drawnBadge(await wordsFor(request)));

/** The same for shields and others that draw badges themselves. */
export const badgeEndpoint: OpenDocument = async (request) =>
  forEverybody('application/json; charset=utf-8', endpointBadge(await wordsFor(request)));

async function wordsFor({ store, parameters }: OpenRequest): Promise<BadgeWords> {
  const { owner = '', file = '' } = parameters;
  const posture = await store.badges.of(owner, file.replace(/\.(?:svg|json)$/, ''));
  return posture === null ? unknownBadge : badgeWords(posture, unsaidInPublic);
}

function forEverybody(type: string, body: string): Document {
  return { type, body, publicFor: 300 };
}
