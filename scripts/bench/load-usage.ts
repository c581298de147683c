import process from 'node:process';

/** What a process that receives webhooks answers to `state?`. */
export interface ReplicaState extends Usage {
  /** Jobs of all kinds that wait or run, over all replicas. */
  readonly jobs: number;
  /** Deliveries by their state, over all replicas. */
  readonly deliveries: Readonly<Record<string, number>>;
}

export interface Usage {
  /** Bytes that the process has held at most. */
  readonly peak: number;
  /** Seconds of a processor that it has used. */
  readonly processor: number;
}

export function usage(): Usage {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return { peak: maxRSS * 1024, processor: (userCPUTime + systemCPUTime) / 1e6 };
}
