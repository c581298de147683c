import type { Control } from '../../controls/control.ts';
import type { OpenOverall } from '../../store/stored-postures.ts';
import type { Severity } from '../../types/severity.ts';

/** Something to do in many repositories at once. */
export interface NextStep extends OpenOverall {
  /** The good state, in a short sentence. */
  readonly title: string;
  /** Where the findings are put right that no edit of Mintmark's can. */
  readonly place: Place;
}

/** `switch`: one setting of the organisation puts all of them right. */
export type Place = 'switch' | 'registry' | 'github' | 'files';

/**
 * What to do next over all repositories: what removes most risk for its effort first. Risk is the severity times the
 * repositories; effort is to learn what is to be done, and then an edit that Mintmark prepares, a file or a page of
 * settings, or a page of a registry for each finding.
 */
export function nextSteps(open: readonly OpenOverall[], controls: readonly Control[]): readonly NextStep[] {
  const known = new Map(controls.map((control) => [control.id, control]));
  return open
    .map((point): NextStep => {
      const control = known.get(point.control);
      return {
        ...point,
        title: control?.title ?? point.control,
        place: control === undefined ? 'files' : placeOf(control),
      };
    })
    .toSorted((a, b) => worth(b) - worth(a) || idOf(a).localeCompare(idOf(b), 'en'));
}

/** The same in a sentence for those who see the list. */
export const orderSentence =
  'What removes most risk for its effort comes first: severity and repositories, against an edit that Mintmark prepares as a pull request (1 for each finding), a file by hand or a page of GitHub settings (2), or a page of a registry (3).';

function worth({ severity, repositories, findings, fixable, place }: NextStep): number {
  const byHand = place === 'switch' ? Math.min(1, findings - fixable) : findings - fixable;
  return (weights[severity] * repositories) / (toLearn + fixable * edit + byHand * efforts[place]);
}

const weights: Readonly<Record<Severity, number>> = { critical: 40, high: 10, medium: 3, low: 1 };
const edit = 1;
const efforts: Readonly<Record<Place, number>> = { switch: 2, files: 2, github: 2, registry: 3 };
/** Before the first one is put right. */
const toLearn = 2;

function placeOf({ evidence, settings = [] }: Control): Place {
  if (settings.length > 0 && settings.every((setting) => setting === 'twoFactor')) return 'switch';
  if (evidence.includes('registry')) return 'registry';
  return evidence.includes('github') ? 'github' : 'files';
}

function idOf({ control, registry }: OpenOverall): string {
  return `${control} ${registry ?? ''}`;
}
