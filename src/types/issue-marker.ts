/** Which issue of which repository a text belongs to. Titles change and are translated; this does not. */
export interface IssueMarker {
  /** `rollup`, or the id of a control. */
  readonly key: string;
  /** GitHub's number. */
  readonly repositoryId: number;
}

/** The first line of every issue of ours; GitHub does not show it. */
export function markerLine({ key, repositoryId }: IssueMarker): string {
  return `<!-- mintmark:v1 key=${key} repository=${repositoryId} -->`;
}

/** Reads the marker back; only at the very start, so that a text quoted further down stands for nothing. */
export function markerOf(body: string): IssueMarker | null {
  const found = /^<!-- mintmark:v1 key=([a-z0-9-]{1,64}) repository=(\d{1,15}) -->(?:\r?\n|$)/.exec(body.slice(0, 200));
  return found?.[1] === undefined ? null : { key: found[1], repositoryId: Number(found[2]) };
}
