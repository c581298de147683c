import type { OpenPoint, PublishedPackage } from './posture.ts';
import type { Track } from './principle-id.ts';

/** How the repositories of an account stood at a time, as small as two of these can be compared. */
export interface DigestState {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly repositories: readonly DigestRepository[];
}

export interface DigestRepository {
  /** GitHub's number: names change. */
  readonly id: number;
  /** `owner/name`. */
  readonly name: string;
  readonly levels: Readonly<Record<Track, number>>;
  readonly packages: readonly PublishedPackage[];
  readonly open: readonly Omit<OpenPoint, 'fixable'>[];
}
