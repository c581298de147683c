export { follow } from './follow.ts';
export type { FollowedCommand, FollowedScript } from './followed-script.ts';
