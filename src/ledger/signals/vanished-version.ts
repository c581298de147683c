import { seen } from '../../types/observation.ts';
import type { Severity } from '../../types/severity.ts';
import type { Case } from '../case.ts';
import type { Habit, PackageRule } from '../facts.ts';
import { fires, nothing } from '../guards/findings.ts';
import { isStagePlaceholder } from '../guards/stage.ts';
import { counted, listWords } from '../guards/words.ts';

/** Does the registry remember versions that it does not serve any more? */
export const vanishedVersion: PackageRule = {
  ids: ['vanished-version'],
  judge(_all, about, habit) {
    const versions = about.history.vanished
      .map(({ version }) => version)
      .filter((version) => !isStagePlaceholder(about.history.registry, version));
    if (versions.length === 0) return nothing;
    const untagged = untaggedOf(versions, about, habit);
    const traces =
      untagged.length === 0 ? '' : `; GitHub has no tag for ${listWords(untagged)}, as the project's releases have`;
    return fires(
      'vanished-version',
      severityOf(versions, untagged, about),
      `${counted(versions.length, 'version')} that the registry does not serve any more: ${listWords(versions)}${traces}`,
    );
  },
};

function severityOf(versions: readonly string[], untagged: readonly string[], { advisories }: Case): Severity {
  const isNamed = (seen(advisories) ?? []).some((advisory) =>
    advisory.versions.some((each) => versions.includes(each)),
  );
  if (isNamed) return 'high';
  return untagged.length > 0 ? 'medium' : 'low';
}

/** Told only of projects that tag what they release. */
function untaggedOf(versions: readonly string[], { github }: Case, { tagged }: Habit): readonly string[] {
  const tags = github === null ? undefined : seen(github.tags);
  const isStrict = tagged.yes >= 5 && tagged.yes >= 9 * tagged.no;
  if (!isStrict || tags === undefined || !tags.complete) return [];
  return versions.filter((version) => !tags.tags.some(({ name }) => name.endsWith(version)));
}
