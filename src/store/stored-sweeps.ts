/** How far the audits of all repositories of an installation have come, from its installation or a change of its permissions. */
export interface Sweeps {
  /** `total`: repositories that are to be audited. One that is under way begins anew. */
  begin(installationId: number, total: number, now: number): Promise<void>;
  finish(installationId: number, now: number): Promise<void>;
  get(installationId: number): Promise<SweepProgress | null>;
  /** Those that are not finished. */
  open(): Promise<readonly SweepProgress[]>;
}

export interface SweepProgress {
  readonly installationId: number;
  readonly account: string;
  readonly startedAt: number;
  readonly total: number;
  /** Those that are not left to be audited: audited since it began, archived or removed. */
  readonly done: number;
  readonly finishedAt: number | null;
}
