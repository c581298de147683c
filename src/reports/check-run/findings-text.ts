import type { ReportFinding } from '../../types/report.ts';
import { bySection } from '../findings.ts';
import { findingItem } from '../markdown/finding-item.ts';
import { type CheckContext, homeOf } from './context.ts';

/** The findings by registry, those of the repository as a whole at the end; a block each, so that a text can be cut. */
export function findingBlocks(findings: readonly ReportFinding[], context: CheckContext): readonly string[] {
  return bySection(findings).flatMap(([registry, section]) => [
    `### ${registry === null ? 'The repository as a whole' : context.registryTitle(registry)}`,
    ...section.map((finding, index) =>
      findingItem(finding, {
        home: homeOf(context),
        before: section[index - 1],
        bullet: '- ',
        open: false,
        why: context.explain ? (context.controls.get(finding.control)?.why ?? null) : null,
      }),
    ),
  ]);
}
