import type { Control, Judgement } from '../../src/controls/control.ts';
import { fingerprintOf } from '../../src/controls/fingerprint.ts';
import { tryFixes } from '../../src/fixes/try-fix.ts';
import { settingsNotAsked } from '../../src/github/settings.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { mapPublications } from '../../src/publishing/map.ts';
import { registries, registryOf } from '../../src/registries/index.ts';
import { memoryFiles } from '../../src/repository/memory-files.ts';
import type { FixOffer } from '../../src/types/fix-offer.ts';
import { exampleOf, exampleRepository, exampleToday, pinnedActions } from './control-examples.ts';

/** What a control says of a repository in which its answer is `fail`. */
export interface Shown {
  /** What the repository is like, as a sentence. */
  readonly what: string;
  /** The lines that the finding points at, with a few around them; null where it points at none. */
  readonly excerpt: { readonly path: string; readonly line: number; readonly text: string } | null;
  readonly finding: {
    readonly severity: string;
    readonly reason: string;
    readonly registry: string | null;
    readonly steps: readonly string[];
    readonly links: readonly string[];
  };
  /** Unified; null where no edit is offered for this finding. */
  readonly diff: string | null;
  /** Of the edits that this control offers in its examples. */
  readonly safeties: readonly FixOffer['safety'][];
}

/** Judges the example of a control. Throws where the control finds nothing in it: then the example is wrong. */
export async function showControl(control: Control): Promise<Shown> {
  const { what, files, settings = {}, packages = null, hidden } = exampleOf(control.id);
  const read = memoryFiles(files);
  const subject = { repository: exampleRepository, ref: 'refs/heads/main', commit: null };
  const told = { ...settingsNotAsked, ...settings };
  const evidence = {
    subject,
    files: read,
    map: await mapPublications(read, registries, exampleRepository),
    settings: told,
    packages,
    registryOf,
    today: exampleToday,
  };
  const failing = control.judge(evidence, defaultPolicy).filter(({ verdict }) => verdict === 'fail');
  const [first] = failing;
  if (first === undefined) throw new Error(`the example of ${control.id} in scripts/docs has nothing that it finds`);
  const input = {
    files: read,
    subject,
    policy: defaultPolicy,
    settings: told,
    ...(packages !== null && { askRegistries: () => Promise.resolve(packages) }),
    today: exampleToday,
    pins: pinnedActions,
  };
  const fixable = failing.filter(({ remediation }) => remediation?.fix !== undefined);
  const wanted = fixable.map((judgement) => fingerprintOf(control.id, judgement));
  const { outcomes } = wanted.length === 0 ? { outcomes: [] } : await tryFixes(input, wanted);
  const offers = outcomes.flatMap((outcome) =>
    outcome.state === 'clean' && outcome.offer.control === control.id ? [outcome.offer] : [],
  );
  return {
    what,
    excerpt: excerptOf(first, files, hidden),
    finding: {
      severity: first.severity ?? control.severity,
      reason: first.reason,
      registry: first.registry === null ? null : registryOf(first.registry).title,
      steps: first.remediation?.steps ?? [],
      links: first.remediation?.links ?? [],
    },
    diff: offers[0]?.diff ?? null,
    safeties: [...new Set(offers.map(({ safety }) => safety))].toSorted(),
  };
}

function excerptOf(
  { locations }: Judgement,
  files: Readonly<Record<string, string>>,
  hidden: string | undefined,
): Shown['excerpt'] {
  const [place] = locations;
  const text = place === undefined ? undefined : files[place.path];
  if (place === undefined || text === undefined) return null;
  const lines = text.split('\n');
  const from = Math.max(0, place.line - 1 - around);
  const shown = lines.slice(from, Math.min(lines.length, (place.endLine ?? place.line) + around));
  const joined = shown.join('\n');
  return {
    path: place.path,
    line: place.line,
    text: hidden === undefined ? joined : joined.replaceAll(hidden, '…'),
  };
}

/** Lines before and after what is pointed at. */
const around = 3;
