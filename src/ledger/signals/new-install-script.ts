import type { Findings, ReleaseFactsRow, RowContext, SignalRule } from '../facts.ts';
import { isProvedThroughout } from '../guards/corroboration.ts';
import { fires, innocent, nothing } from '../guards/findings.ts';
import { day } from '../guards/time.ts';
import { counted, datedWords, listWords } from '../guards/words.ts';

/** Does it run code when it is installed, which no stable release before it did? */
export const newInstallScript: SignalRule = { ids: ['new-install-script'], judge };

function judge({ row, earlier }: RowContext): Findings {
  if (row.release.installScript !== true) return nothing;
  const known = earlier.filter(({ line, release }) => !line.isPrerelease && release.installScript !== null);
  if (known.length === 0 || known.some(runsCode)) return nothing;
  const says = `runs a script when it is installed; none of ${counted(known.length, 'earlier stable release')} did`;
  const rehearsal = earlier.find((other) => other.line.isPrerelease && runsCode(other) && isWellBefore(other, row));
  if (rehearsal !== undefined && !row.line.isPrerelease)
    return innocent(`${says}, and the prerelease ${datedWords(rehearsal)} did already`);
  const builders = (row.release.dependencies ?? []).filter((name) => nativeBuilders.has(name));
  if (builders.length > 0)
    return fires(
      'new-install-script',
      'medium',
      `${says}; it depends on ${listWords(builders)}, which builds native code`,
    );
  // Prereleases are where such things are tried.
  const isTrial = row.line.isPrerelease && isProvedThroughout(row);
  return fires('new-install-script', known.length >= 3 && !isTrial ? 'high' : 'medium', says);
}

function runsCode({ release }: ReleaseFactsRow): boolean {
  return release.installScript === true;
}

function isWellBefore(one: ReleaseFactsRow, other: ReleaseFactsRow): boolean {
  return one.at !== null && other.at !== null && other.at - one.at >= 3 * day;
}

/** Packages that compile or fetch native code, and need a script for it. */
const nativeBuilders: ReadonlySet<string> = new Set([
  'node-gyp',
  'node-gyp-build',
  'node-addon-api',
  'prebuild-install',
  '@mapbox/node-pre-gyp',
  'node-pre-gyp',
  'napi-postinstall',
  'cmake-js',
  'bindings',
  'nan',
]);
