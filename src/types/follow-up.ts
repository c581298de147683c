/** What somebody took on in an exercise, as far as people have to be told of it. */
export interface FollowUpLine {
  readonly do: string;
  readonly by: string;
  /** ISO 8601 day. */
  readonly until: string;
  readonly from: string;
  readonly control: string | null;
  /** `done`: its control passes, so that the entry can be deleted. */
  readonly state: 'open' | 'overdue' | 'done';
}
