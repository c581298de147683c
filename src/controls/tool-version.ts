import { versionOf } from './caches.ts';
import type { Evidence } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { actionOf } from './located-steps.ts';
import type { ToolVersion } from './npm-version.ts';
import { packageManagerOf, rangeOf } from './package-manager.ts';

/** The version of the action that publishes: its ref, or the comment beside a commit. */
export function actionVersion({ site }: SitedPublication, { files }: Evidence): ToolVersion | null {
  if (site.step === null || actionOf(site.step) === null) return null;
  const version = versionOf(site.step, files);
  return version === null ? null : { version, from: version, at: site.step.uses?.key ?? null };
}

/** The version that package.json asks for: by `packageManager`, or the least that a range admits. */
export function declaredVersion(
  tool: string,
): (publication: SitedPublication, evidence: Evidence) => ToolVersion | null {
  return (_publication, { files }) => {
    const manager = packageManagerOf(files);
    const at = { path: 'package.json', line: 1, endLine: 1, column: 1, endColumn: 1 };
    if (manager?.name === tool) return { version: manager.version, from: manager.version, at };
    const range = rangeOf(tool, files);
    if (range === null) return null;
    const version = /^[\^~]?v?(\d{1,5}(?:\.\d{1,5}){0,2})/.exec(range)?.[1];
    return { version: version ?? null, from: range, at };
  };
}

/** The version of a Python tool that the job installs; the newest where it names none. */
export function installedVersion(tool: string): (publication: SitedPublication) => ToolVersion | null {
  return ({ site }) => {
    const installs = site.trail.flatMap(({ words, when, at }) => {
      if (when === 'after' || !words.includes('install')) return [];
      const word = words.find(
        (each) => each !== null && new RegExp(`^${tool}(?:\\[[\\w,-]*\\])?(?:[=<>!~@].*)?$`).test(each),
      );
      return word === undefined || word === null ? [] : [{ word, at }];
    });
    const last = installs.at(-1);
    if (last === undefined) return null;
    const version = /={2,3}(\d[\d.]*)/.exec(last.word)?.[1];
    if (version !== undefined) return { version, from: version, at: last.at };
    return /[<!~]/.test(last.word)
      ? { version: null, from: last.word, at: last.at }
      : { version: '9999', from: 'in its newest version', at: last.at };
  };
}
