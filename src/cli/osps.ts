import { ospsCorrespondences } from '../controls/frameworks.ts';
import { ospsCatalogue, ospsRequirements } from '../controls/osps-catalogue.ts';
import { renderOsps } from '../reports/osps/index.ts';
import type { Report } from '../types/report.ts';
import { secondOf } from './statement.ts';
import { version } from './version.ts';

/** The report as an evaluation log of the OSPS Baseline. @param now milliseconds since the epoch */
export function ospsText(report: Report, now: number): string {
  const catalogue = { ...ospsCatalogue, requirements: ospsRequirements, correspondences: ospsCorrespondences };
  return renderOsps(report, catalogue, { at: secondOf(now), version: version() });
}
