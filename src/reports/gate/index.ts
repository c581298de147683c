export { gateComment } from './comment.ts';
