export { tellDigests } from './tell-digests.ts';
