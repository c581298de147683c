import type { Comparison, PublicationChange } from '../types/comparison.ts';
import type { ReportPublication } from '../types/report.ts';

/** Which publications come, go and change. They are known again by what of them stays the same, the most telling first. */
export function comparePublications(
  base: readonly ReportPublication[],
  head: readonly ReportPublication[],
): Comparison['publications'] {
  let removed = base;
  let added = head;
  const changed: PublicationChange[] = [];
  for (const key of keys) {
    const waiting = Map.groupBy(removed, key);
    added = added.filter((to) => {
      const own = key(to);
      const from = own === null ? undefined : waiting.get(own)?.shift();
      if (from === undefined) return true;
      const fields = fieldsThatDiffer(from, to);
      if (fields.length > 0) changed.push({ from, to, fields });
      return false;
    });
    const left = new Set([...waiting.values()].flat());
    removed = removed.filter((publication) => left.has(publication));
  }
  const order = new Map(head.map((publication, index) => [publication, index]));
  return { added, removed, changed: changed.toSorted((a, b) => (order.get(a.to) ?? 0) - (order.get(b.to) ?? 0)) };
}

/** Null: this key does not tell the publication from others. */
const keys: readonly ((publication: ReportPublication) => string | null)[] = [
  ({ registry, workflow, job, via, packages, line }) => key(registry, workflow, job, via, packages, line),
  ({ registry, workflow, job, via, packages }) => key(registry, workflow, job, via, packages),
  ({ registry, workflow, job, packages }) => key(registry, workflow, job, packages),
  ({ registry, workflow, job, via }) => key(registry, workflow, job, via),
  ({ registry, packages, via }) => (packages.length === 0 ? null : key(registry, packages, via)),
  ({ registry, packages }) => (packages.length === 0 ? null : key(registry, packages)),
  ({ registry, workflow, job }) => key(registry, workflow, job),
  ({ registry, job, via }) => key(registry, job, via),
  ({ registry, workflow, via }) => key(registry, workflow, via),
];

function key(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}

const fields = ['auth', 'environment', 'workflow', 'provenance', 'pinned', 'idToken', 'packages'] as const;

function fieldsThatDiffer(from: ReportPublication, to: ReportPublication): readonly string[] {
  const differing = fields.filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]));
  return differing.length === 0 ? placesThatDiffer(from, to) : differing;
}

/** The file is the same, and what leads to it, or what it calls, is not. */
function placesThatDiffer({ binding: from }: ReportPublication, { binding: to }: ReportPublication): readonly string[] {
  if (from === null || to === null) return [];
  const [before, after] = [
    [...from.started, from.holding],
    [...to.started, to.holding],
  ];
  return JSON.stringify(before) === JSON.stringify(after) ? [] : ['starts'];
}
