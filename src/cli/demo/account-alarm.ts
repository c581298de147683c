import { visible } from '../../reports/text/visible.ts';
import { count } from '../../reports/text/words.ts';
import { wrapAfter } from '../../reports/text/wrap.ts';
import type { AccountOptions } from './account.ts';
import type { Played } from './play.ts';

/** The release that should not have been made: how soon it was noticed, what did not fit, and who was told. */
export function alarmLines(
  { alarm, organisation }: Played,
  { width, painter, url }: AccountOptions,
): readonly string[] {
  const { theft, noticed, hint, inPublic } = alarm;
  const heading = painter.paint(
    'heading',
    `${theft.package} ${theft.release.version} is published to ${theft.registry} ${theft.shows}`,
  );
  if (noticed === null) return [heading, painter.paint('critical', '✗ nobody noticed')];
  const { pack, advisory, seconds } = noticed;
  const repository = `${url}/${organisation}/${theft.repository}`;
  const told = 'It is told in a draft security advisory that the maintainers alone see, with what to do, in order:';
  const seen = hint === null ? 'nothing' : `“${hint}”`;
  return [
    heading,
    painter.paint('good', `✓ noticed ${count(seconds, 'second')} later, at the pace of the app's usual schedule`),
    ...pack.signals.flatMap(({ id, severity, says }) => [
      `  ${id} (${severity})`,
      ...wrapAfter('    ', visible(says.replaceAll('`', '')), width),
    ]),
    ...wrapAfter('  ', told, width),
    `  ${repository}/security/advisories/${advisory.id}`,
    ...(inPublic.length === 0
      ? wrapAfter('  ', `Nothing that is public names the release. What everybody sees: ${seen}`, width)
      : [painter.paint('critical', `  It is told in public, too: ${inPublic.join(', ')}`)]),
  ];
}
