import { rowsOfPosture } from '../../src/store/postures-rows.ts';
import type { Posture } from '../../src/types/posture.ts';

/**
 * A posture and the year before it, as rows: Mintmark came to the repository some time ago, and what is published by
 * trusted publishing now was published with a token until a day between.
 */
export function historyRows(
  id: number,
  number: number,
  posture: Posture,
  { auditedAt, now }: { readonly auditedAt: number; readonly now: number },
) {
  const rows = rowsOfPosture(id, posture, auditedAt);
  const today = Math.floor(now / day) * day;
  const began = today - (number % 3 === 0 ? 395 : 90 + ((number * 13) % 300)) * day;
  const moved = Math.max(began + 2 * day, today - (5 + ((number * 37) % 330)) * day);
  const counted = { repository_id: id };
  return {
    ...rows,
    counts: rows.counts.flatMap((count) => {
      if (count.how !== 'trusted') return [{ ...count, ...counted, since_day: began, until_day: null }];
      return [
        { ...count, ...counted, how: 'token', since_day: began + day, until_day: moved },
        { ...count, ...counted, since_day: moved, until_day: null },
      ];
    }),
    changes: posture.verdicts
      .filter(({ verdict }, index) => verdict === 'pass' && (index + number) % 4 === 0)
      .map(({ control, registry, verdict }, index) => ({
        repository_id: id,
        control,
        registry,
        verdict,
        before: index % 2 === 0 ? 'fail' : 'unknown',
        changed_at: moved + index * hour,
      })),
  };
}

const hour = 60 * 60_000;
const day = 24 * hour;
