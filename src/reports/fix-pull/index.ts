export { commitMessage, type FixPullContext, fixPullNotNeeded, fixPullOf } from './fix-pull.ts';
