import type { Report } from '../../types/report.ts';
import { publicView } from '../public-view.ts';
import { jsonText } from '../text/json-text.ts';
import { type Assessed, assess, type Correspondence } from './assess.ts';
import { aggregated } from './results.ts';

/** The catalogue that is answered, and where our controls meet it. */
export interface OspsCatalogue {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly url: string;
  /** Every requirement, with its maturity levels. */
  readonly requirements: Readonly<Record<string, readonly number[]>>;
  readonly correspondences: readonly Correspondence[];
}

/** When, and by which version of Mintmark. */
interface Evaluation {
  /** ISO 8601 in UTC, to the second. */
  readonly at: string;
  readonly version: string;
}

/**
 * The report as a Gemara evaluation log of the OSPS Baseline, as JSON, which is YAML as well. Only controls of the catalogue
 * are in it of which Mintmark sees something; what it does not look at of those is `Not Run`. It is made to be handed on: what
 * may be an incident under way is not in it.
 */
export function renderOsps(whole: Report, catalogue: OspsCatalogue, { at, version }: Evaluation): string {
  const report = publicView(whole);
  const { correspondences } = catalogue;
  const controls = [...new Set(correspondences.map(({ requirement }) => controlOf(requirement)))].toSorted();
  const evaluations = controls.map((control) => {
    const requirements = Object.keys(catalogue.requirements).filter((id) => controlOf(id) === control);
    const assessments = requirements.map((id) => assess(id, report, correspondences));
    return { control, assessments, result: aggregated(assessments.map(({ result }) => result)) };
  });
  return jsonText({
    metadata: {
      id: `mintmark-${catalogue.id}-${catalogue.version}`,
      type: 'EvaluationLog',
      'gemara-version': gemaraVersion,
      date: at,
      description: description(
        catalogue,
        evaluations.flatMap(({ assessments }) => assessments),
      ),
      author: { id: 'mintmark', name: 'Mintmark', type: 'Software', version },
      'mapping-references': [
        { id: catalogue.id, title: catalogue.title, version: catalogue.version, url: catalogue.url },
      ],
    },
    target: targetOf(report),
    result: aggregated(evaluations.map(({ result }) => result)),
    evaluations: evaluations.map(({ control, assessments, result }) => ({
      name: control,
      control: { 'reference-id': catalogue.id, 'entry-id': control },
      result,
      message: messageOf(assessments),
      'assessment-logs': assessments.map((assessed) => logOf(assessed, catalogue, at)),
    })),
  });
}

/** The version of Gemara whose evaluation logs have this form. */
const gemaraVersion = '1.4.1';

/** `OSPS-AC-03` of `OSPS-AC-03.01`. */
function controlOf(requirement: string): string {
  return requirement.slice(0, requirement.lastIndexOf('.'));
}

function description({ requirements, title, version }: OspsCatalogue, assessed: readonly Assessed[]): string {
  const seen = assessed.filter(({ steps }) => steps.length > 0).length;
  return `What Mintmark sees of the ${title} ${version}: ${seen} of ${Object.keys(requirements).length} requirements, all of them about how packages are published. Of the others it says nothing.`;
}

function targetOf({ subject: { repository, commit } }: Report) {
  const uri =
    repository === null || !/^[\w.-]+\/[\w.-]+$/.test(repository) ? {} : { uri: `https://github.com/${repository}` };
  return {
    id: repository ?? 'repository',
    name: repository ?? 'The audited folder',
    type: 'Software',
    ...(commit === null ? {} : { version: commit }),
    ...uri,
  };
}

/** Of the requirement that decided the result. */
function messageOf(assessments: readonly Assessed[]): string {
  const result = aggregated(assessments.map((each) => each.result));
  const decisive = assessments.find((each) => each.result === result);
  return decisive?.message ?? 'What Mintmark sees of it is as it should be; it does not look at all of it.';
}

function logOf(
  { requirement, result, message, steps, recommendation }: Assessed,
  catalogue: OspsCatalogue,
  at: string,
) {
  return {
    requirement: { 'reference-id': catalogue.id, 'entry-id': requirement },
    description:
      steps.length === 0
        ? 'Mintmark does not look at this requirement.'
        : `Mintmark sees ${steps.map(({ sees }) => sees).join('; and ')}.`,
    result,
    message,
    applicability: (catalogue.requirements[requirement] ?? []).map((level) => `Maturity Level ${level}`),
    steps: steps.length === 0 ? ['mintmark/not-looked-at'] : steps.map(({ control }) => `mintmark/${control}`),
    'steps-executed': steps.filter(({ isJudged }) => isJudged).length,
    start: at,
    ...(recommendation === null ? {} : { recommendation }),
  };
}
