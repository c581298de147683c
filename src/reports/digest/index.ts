export { changesBetween } from './changes.ts';
export { type DigestContext, digestIssue, digestKey, hasNews } from './digest.ts';
