import type { JobFact } from '../../github/release-facts.ts';
import { type Observation, seen } from '../../types/observation.ts';
import { timeOf } from './time.ts';

/** What the jobs and steps of a run whose names speak of publishing came to. */
export interface PublishingParts {
  readonly succeeded: readonly string[];
  /** They failed, were cancelled or skipped, or have not ended. */
  readonly failed: readonly string[];
  /** When those of them ran that came to run at all: the times of their jobs, in milliseconds since the epoch. */
  readonly attempts: readonly { readonly from: number; readonly until: number }[];
}

/**
 * The parts of a run that publish, by their names: steps before jobs, `publish` before `release` before `deploy`, since
 * the plainest name is the one that says it. Null where no name speaks of it, or GitHub does not tell the jobs.
 */
export function publishingPartsOf(jobs: Observation<readonly JobFact[]>): PublishingParts | null {
  const all = seen(jobs)?.slice(0, mostJobs) ?? [];
  const ofJobs = all.map((job): Part => ({ name: job.name, conclusion: job.conclusion, job }));
  const ofSteps = all.flatMap((job) => job.steps.slice(0, mostSteps).map((step): Part => ({ ...step, job })));
  for (const word of words) {
    for (const parts of [ofSteps, ofJobs]) {
      const named = parts.filter(({ name }) => speaksOf(name, word));
      if (named.length > 0) return sorted(named);
    }
  }
  return null;
}

interface Part {
  readonly name: string;
  readonly conclusion: string | null;
  readonly job: JobFact;
}

function sorted(parts: readonly Part[]): PublishingParts {
  const failed = parts.filter(({ conclusion }) => conclusion !== 'success');
  return {
    succeeded: parts.filter(({ conclusion }) => conclusion === 'success').map(({ name }) => name),
    failed: failed.map(({ name }) => name),
    attempts: failed.flatMap(({ conclusion, job }) => {
      const [from, until] = [timeOf(job.startedAt), timeOf(job.endedAt)];
      return conclusion === 'failure' && from !== null && until !== null ? [{ from, until }] : [];
    }),
  };
}

const words = ['publish', 'release', 'deploy'] as const;

function speaksOf(name: string, word: (typeof words)[number]): boolean {
  const text = name.slice(0, 200).toLowerCase();
  return text.includes(word) && !otherThings.some((other) => text.includes(other));
}

/** What is published, released or deployed beside packages; and what follows a job, `Post Publish`. */
const otherThings = [
  'docs',
  'pages',
  'site',
  'notes',
  'report',
  'results',
  'coverage',
  'dry',
  'preview',
  'post ',
  'notif',
  'image',
];

/** GitHub shows at most so many of each that are worth reading. */
const mostJobs = 300;
const mostSteps = 200;
