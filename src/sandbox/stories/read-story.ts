import { readStrictly } from '../read-strictly.ts';
import { type Story, storySchema } from './story-schema.ts';

/**
 * Reads a story file, strictly.
 * @throws Error with every mistake on a line of its own: `path:line: what is wrong`.
 */
export function readStory(text: string, path: string): Story {
  return readStrictly<Story>(storySchema, text, path, 'story');
}
