export { expandStory } from './expand.ts';
export { readStory } from './read-story.ts';
export { releasesOf, watchedReleases } from './releases-of.ts';
export type { Story, StoryPackage, StoryRelease } from './story-schema.ts';
