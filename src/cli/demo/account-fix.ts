import { visible } from '../../reports/text/visible.ts';
import { wrapAfter } from '../../reports/text/wrap.ts';
import type { AccountOptions } from './account.ts';
import type { Played } from './play.ts';

/** The box that a person has ticked, and the pull request that came of it. */
export function fixLines({ fix, organisation }: Played, { width, painter, url }: AccountOptions): readonly string[] {
  const { repository, issue, by, pull } = fix;
  const heading = painter.paint('heading', `${by} ticks a box in issue ${issue} of ${repository}`);
  if (pull === null) return [heading, painter.paint('critical', '✗ no pull request was opened')];
  const opened = `Pull request ${pull.number} is opened by the second app, the only one that may write: “${visible(pull.title.replaceAll('`', ''))}”`;
  return [
    heading,
    ...wrapAfter('✓ ', opened, width).map((line) => painter.paint('good', line)),
    `  ${url}/${organisation}/${repository}/pull/${pull.number}`,
  ];
}
