import { atLeast } from '../publishing/versions.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Edit, Evidence } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { npmVersionOf } from './npm-version.ts';
import { toolOf } from './publishing-tool.ts';
import { replacedOnce } from './replaced-once.ts';

/**
 * The edits that ask npm for provenance where it does not come by itself. Null where the tool is not known to take it:
 * npm does from 9.5.0 on.
 */
export function provenanceAsked(publication: SitedPublication, evidence: Evidence): readonly Edit[] | null {
  const { registry, site, via } = publication;
  const ask = registry === 'npm' ? tools[toolOf(publication)] : undefined;
  const isInReach = site.entered.length === 0 && !via.startsWith('tox');
  if (ask === undefined || !isInReach) return null;
  const { version = null, orNewer } = npmVersionOf(publication, evidence) ?? {};
  if (version !== null && orNewer !== true && atLeast(version, '9.5.0') === false) return null;
  return ask(publication, evidence.files);
}

type Ask = (publication: SitedPublication, files: RepositoryFiles) => readonly Edit[];

const tools: { readonly [tool: string]: Ask } = {
  'npm publish': byFlag('npm', ['npm publish', 'npm pub']),
  'pnpm publish': byFlag('pnpm', ['pnpm publish', 'pnpm -r publish', 'pnpm --recursive publish']),
  'pnpm -r publish': byFlag('pnpm', ['pnpm -r publish', 'pnpm recursive publish', 'pnpm publish']),
  'JS-DevTools/npm-publish': ({ site }) => [ofStep(site, ['with', 'provenance'])],
  'changesets/action/publish': byVariable,
  'changeset publish': byVariable,
  'lerna publish': byVariable,
  'nx release': byVariable,
  'nx release publish': byVariable,
  'release-it': byVariable,
  'semantic-release': byVariable,
};

/** The flag where the command stands in the workflow; the variable reaches what scripts call. */
function byFlag(program: string, commands: readonly string[]): Ask {
  return (publication, files) => {
    const { trail, workflow } = publication.site;
    const entries = trail.filter(
      ({ kind, when, words }) =>
        kind === 'command' &&
        when === 'publishing' &&
        words[0] === program &&
        words.some((word) => word === 'publish' || word === 'pub'),
    );
    const edits = entries.map(({ at }) => {
      if (at.path !== workflow.path) return null;
      for (const command of commands) {
        const edit = replacedOnce(command, `${command} --provenance`, at, files);
        if (edit !== null) return edit;
      }
      return null;
    });
    const made = edits.filter((edit) => edit !== null);
    return made.length === 0 || made.length < edits.length ? byVariable(publication) : made;
  };
}

function byVariable({ site }: Pick<SitedPublication, 'site'>): readonly Edit[] {
  return [ofStep(site, ['env', 'NPM_CONFIG_PROVENANCE'])];
}

function ofStep({ workflow, job, step }: SitedPublication['site'], keys: readonly string[]): Edit {
  return {
    kind: 'set',
    path: workflow.path,
    at: ['jobs', job.id, 'steps', step?.index ?? 0, ...keys],
    value: true,
  };
}
