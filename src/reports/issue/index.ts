export { markerOf } from '../../types/issue-marker.ts';
export { closingComment, reopeningComment } from './comments.ts';
export type { IssueContext } from './context.ts';
export { issueOf } from './issue.ts';
