export { markerOf } from '../../types/issue-marker.ts';
export { closingComment, reopeningComment } from './comments.ts';
export type { IssueContext } from './context.ts';
export type { FixLine } from './fix-line.ts';
export { issueOf } from './issue.ts';
