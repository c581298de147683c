import { atLeast } from '../publishing/versions.ts';
import { codeWords, plain } from '../registries/plain.ts';
import type { Control, Edit, Evidence } from './control.ts';
import { type SitedPublication, workflowControlOf } from './control-of.ts';
import { documentation } from './documentation.ts';
import { jobName } from './job-words.ts';
import { fail, notApplicable, pass, unknown } from './judgements.ts';
import { npmVersionOf, type ToolVersion } from './npm-version.ts';
import { type MendTool, newerAction, newerNpm, newerPython, toolingFix } from './publish-tooling-fix.ts';
import { toolWords } from './publishing-tool.ts';
import { actionVersion, declaredVersion, installedVersion } from './tool-version.ts';

/** Are the tools new enough for what the workflow means to do? */
export const publishTooling: Control = workflowControlOf({
  id: 'publish-tooling',
  title: 'The tools are new enough',
  asks: 'Are the tools that publish new enough for what the workflow means to do with them?',
  principles: ['authorization.3.oidc'],
  severity: 'medium',
  why: 'A tool that does not know trusted publishing yet does not say so: it publishes without a credential and gets an error that names something else, or falls back to a token that was to be gone.',
  evidence: ['files'],

  judge(publication, evidence) {
    const needs = requirements.filter((each) => each.concerns(publication));
    if (needs.length === 0)
      return notApplicable(publication, `${toolWords(publication)} needs no certain version for what it does here`);
    return needs.map((need) => {
      const found = need.version(publication, evidence);
      const { least, what, links } = need;
      const tool = need.tool.includes('/') ? codeWords(need.tool) : need.tool;
      const from = found === null ? '' : plain(found.from);
      const name = jobName(publication.site);
      if (found === null)
        return unknown(
          publication,
          `files do not tell which version of ${tool} ${name} uses; ${what} needs ${least}`,
          `Look in the log of the last release for the version of ${tool}; or install an exact one in the job.`,
        );
      const reached = found.version === null ? null : atLeast(found.version, least);
      const isEnough = reached === false && found.orNewer ? null : reached;
      if (isEnough === null)
        return unknown(
          publication,
          `${name} uses ${tool} ${from}: whether that is new enough for ${what} (${least}) files do not tell`,
          `Look in the log of the last release for the version of ${tool}.`,
        );
      if (isEnough) return pass(publication, `${name} uses ${tool} ${from}; ${what} needs ${least}`);
      const fix = toolingFix(`Use a newer ${tool} in ${name}`, need.mend?.(publication, found, evidence) ?? null);
      return fail(publication, {
        reason: `${name} uses ${tool} ${from}, and ${what} needs ${least}`,
        at: [...(found.at === null ? [] : [found.at]), publication.site.at],
        key: [publication.site.workflow.path, publication.site.job.id, need.tool, what],
        ...(need.severity === undefined ? {} : { severity: need.severity }),
        remediation: { steps: [need.remedy], links, ...(fix === null ? {} : { fix }) },
      });
    });
  },
});

/** The edits that bring every tool which is surely too old; null where one of them cannot be brought by an edit. */
export function newerTools(publication: SitedPublication, evidence: Evidence): readonly Edit[] | null {
  const edits = requirements
    .filter((need) => need.concerns(publication))
    .map((need) => {
      const found = need.version(publication, evidence);
      const isOld = found !== null && found.version !== null && atLeast(found.version, need.least) === false;
      return !isOld || found.orNewer === true ? [] : (need.mend?.(publication, found, evidence) ?? null);
    });
  return edits.includes(null) ? null : edits.flatMap((each) => each ?? []);
}

interface Requirement {
  readonly tool: string;
  readonly least: string;
  /** What needs it: the subject of a sentence. */
  readonly what: string;
  readonly severity?: 'low' | 'high';
  concerns(publication: SitedPublication): boolean;
  version(publication: SitedPublication, evidence: Evidence): ToolVersion | null;
  readonly remedy: string;
  /** Absent where a lock file decides: that is not edited by hand. */
  readonly mend?: MendTool;
  readonly links: readonly string[];
}

const trusted = (publication: SitedPublication): boolean => publication.auth === 'trusted-publishing';

/** Publishes by the npm command itself, and not by another tool's own code. */
function byNpm({ registry, via }: SitedPublication, words: RegExp): boolean {
  return registry === 'npm' && words.test(via.slice(via.lastIndexOf('→') + 1).trim());
}

const newNpm =
  'Use Node.js 24 or newer in `actions/setup-node` (`node-version: 24`), or install npm in a step before: `npm install --global npm@11.15.0`';

/** From the documentation and the release notes of the tools. */
const requirements: readonly Requirement[] = [
  {
    tool: 'npm',
    least: '11.5.1',
    what: 'trusted publishing',
    concerns: (publication) => trusted(publication) && byNpm(publication, /^npm publish/),
    version: npmVersionOf,
    remedy: newNpm,
    mend: newerNpm,
    links: [documentation.npmTrustedPublishers],
  },
  {
    tool: 'npm',
    least: '11.15.0',
    what: 'staged publishing',
    concerns: (publication) => byNpm(publication, /^npm stage publish/),
    version: npmVersionOf,
    remedy: 'Install npm in a step before: `npm install --global npm@11.15.0`',
    mend: newerNpm,
    links: [documentation.npmStagedPublishing],
  },
  {
    tool: 'npm',
    least: '9.5.0',
    what: 'provenance',
    concerns: (publication) =>
      publication.auth === 'token' && publication.provenance === true && byNpm(publication, /^npm publish/),
    version: npmVersionOf,
    remedy: newNpm,
    mend: newerNpm,
    links: [documentation.npmProvenance],
  },
  {
    tool: 'JS-DevTools/npm-publish',
    least: '4.0.0',
    what: 'trusted publishing',
    concerns: (publication) => trusted(publication) && usesAction(publication, 'js-devtools/npm-publish'),
    version: actionVersion,
    remedy: 'Use `JS-DevTools/npm-publish` v4 or newer.',
    mend: newerAction('v4'),
    links: [documentation.npmTrustedPublishers],
  },
  {
    tool: 'lerna',
    least: '9.0.0',
    what: 'trusted publishing',
    concerns: (publication) => trusted(publication) && byNpm(publication, /^lerna publish/),
    version: declaredVersion('lerna'),
    remedy: 'Update lerna to version 9 or newer in `package.json` and in the lock file.',
    links: [documentation.npmTrustedPublishers],
  },
  {
    tool: 'semantic-release',
    least: '25.0.0',
    what: 'trusted publishing',
    concerns: (publication) => trusted(publication) && byNpm(publication, /^semantic-release/),
    version: declaredVersion('semantic-release'),
    remedy:
      'Update semantic-release to version 25 or newer (`@semantic-release/npm` 13) in `package.json` and in the lock file.',
    links: [documentation.npmTrustedPublishers],
  },
  {
    tool: 'yarn',
    least: '4.10.0',
    what: 'trusted publishing',
    concerns: (publication) => trusted(publication) && byNpm(publication, /^yarn npm publish/),
    version: declaredVersion('yarn'),
    remedy: 'Update Yarn to 4.10.3 or newer: `yarn set version stable`',
    links: [documentation.npmTrustedPublishers],
  },
  {
    tool: 'pnpm',
    least: '11.0.0',
    what: 'trusted publishing by pnpm itself',
    concerns: (publication) => trusted(publication) && byNpm(publication, /^pnpm publish/),
    version: pnpmVersion,
    remedy: 'Update pnpm to version 11 or newer; older ones leave publishing to npm.',
    links: [documentation.npmTrustedPublishers],
  },
  {
    tool: 'pypa/gh-action-pypi-publish',
    least: '1.8.0',
    what: 'trusted publishing',
    severity: 'high',
    concerns: (publication) => trusted(publication) && usesAction(publication, 'pypa/gh-action-pypi-publish'),
    version: actionVersion,
    remedy: 'Use `pypa/gh-action-pypi-publish` v1.11.0 or newer.',
    mend: newerAction('v1.13.0'),
    links: [documentation.pypiTrustedPublishers],
  },
  {
    tool: 'pypa/gh-action-pypi-publish',
    least: '1.11.0',
    what: 'making attestations by itself',
    severity: 'low',
    concerns: (publication) => trusted(publication) && usesAction(publication, 'pypa/gh-action-pypi-publish'),
    version: actionVersion,
    remedy: 'Use `pypa/gh-action-pypi-publish` v1.11.0 or newer.',
    mend: newerAction('v1.13.0'),
    links: [documentation.pypiAttestations],
  },
  {
    tool: 'twine',
    least: '6.1.0',
    what: 'trusted publishing',
    concerns: (publication) =>
      trusted(publication) &&
      publication.registry === 'pypi' &&
      /(?:^|→ )(?:python -m )?twine upload/.test(publication.via),
    version: installedVersion('twine'),
    remedy: 'Install twine 6.1.0 or newer.',
    mend: newerPython('twine', '6.2.0'),
    links: [documentation.pypiTrustedPublishers],
  },
];

function usesAction({ site, via }: SitedPublication, action: string): boolean {
  const publishing = site.trail.filter(({ when, kind }) => when === 'publishing' && kind === 'action');
  return via.toLowerCase().endsWith(action) && publishing.some(({ words }) => words[0] === action);
}

/** Up to version 10 pnpm leaves publishing to npm, and reports differ on whether that suffices. */
function pnpmVersion(publication: SitedPublication, evidence: Evidence): ToolVersion | null {
  const own = declaredVersion('pnpm')(publication, evidence);
  if (own === null || own.version === null || atLeast(own.version, '11.0.0') !== false) return own;
  const npm = npmVersionOf(publication, evidence);
  return {
    version: null,
    from: `${own.from}, which leaves publishing to npm${npm === null ? '' : ` ${npm.from}`}`,
    at: own.at,
  };
}
