import { expect, it } from 'vitest';
import { handledEvents } from '../../../src/app/events.ts';
import { readTier } from '../../../src/app/setup/manifest.ts';

it('every event that a manifest subscribes to is handled', () => {
  const subscribed = readTier('full').default_events;
  expect(subscribed.filter((event) => !handledEvents.includes(event))).toEqual([]);
});

it('every event that is handled is subscribed to, or sent to every app', () => {
  const subscribed = readTier('full').default_events;
  const always = /^(?:installation|installation_repositories|installation_target|github_app_authorization|ping)$/;
  expect(handledEvents.filter((event) => !always.test(event) && !subscribed.includes(event))).toEqual([]);
});
