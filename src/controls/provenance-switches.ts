import type { ManifestPackage } from '../registries/registry.ts';
import type { Place } from '../types/place.ts';
import type { RegistryId } from '../types/registry-id.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import type { Entry } from '../workflows/model.ts';
import type { Edit, Evidence } from './control.ts';
import type { SitedPublication } from './control-of.ts';
import { replacedOnce } from './replaced-once.ts';

interface Switched {
  readonly edits: readonly Edit[];
  /** With them the files ask for provenance; otherwise they only do not refuse it any more. */
  readonly asks: boolean;
}

/** The edits that take back what switches provenance off; null where one of the switches cannot be told or reached. */
export function switchedOn(publication: SitedPublication, { files }: Evidence): Switched | null {
  const { registry, manifests } = publication;
  const table = switches[registry];
  if (table === undefined) return null;
  const ofWorkflow = [
    ...flagEdits(publication, table.flags, files),
    ...variableEdits(publication, table.variables),
    ...inputEdits(publication, table.inputs),
  ];
  const ofManifests = manifests
    .filter(({ provenance }) => provenance === false)
    .map((manifest) => manifestEdit(manifest, files));
  const edits = [...ofWorkflow, ...ofManifests];
  if (edits.includes(null)) return null;
  const isDeclared = manifests.length > 0 && manifests.every(({ provenance }) => provenance !== null);
  return {
    edits: edits.flatMap((edit) => edit ?? []),
    asks: registry === 'npm' && (ofWorkflow.length > 0 || isDeclared),
  };
}

interface SwitchTable {
  /** What is written in place of a flag; nothing where it just goes. */
  readonly flags: readonly { readonly off: string; readonly on: string }[];
  /** Names in lower case, as they are compared. */
  readonly variables: readonly Named[];
  readonly inputs: readonly Named[];
}

interface Named {
  readonly name: string;
  /** The value that switches provenance off. */
  readonly off: 'false' | 'true';
  /** What is written in its place; null: it goes. */
  readonly on: true | null;
}

const switches: { readonly [registry in RegistryId]?: SwitchTable } = {
  npm: {
    flags: [
      { off: '--no-provenance', on: '--provenance' },
      { off: '--provenance=false', on: '--provenance' },
    ],
    variables: [{ name: 'npm_config_provenance', off: 'false', on: true }],
    inputs: [{ name: 'provenance', off: 'false', on: true }],
  },
  pypi: {
    flags: [{ off: '--no-attestations', on: '' }],
    variables: [{ name: 'uv_publish_no_attestations', off: 'true', on: null }],
    inputs: [{ name: 'attestations', off: 'false', on: null }],
  },
  rubygems: { flags: [], variables: [], inputs: [{ name: 'attestations', off: 'false', on: null }] },
  jsr: { flags: [{ off: '--no-provenance', on: '' }], variables: [], inputs: [] },
};

function flagEdits(
  { site }: SitedPublication,
  flags: SwitchTable['flags'],
  files: RepositoryFiles,
): readonly (Edit | null)[] {
  return site.trail
    .filter(({ kind, when }) => kind === 'command' && when === 'publishing')
    .flatMap(({ words, at }) =>
      flags
        .filter(({ off }) => words.includes(off))
        .map(({ off, on }) => replacedOnce(on === '' ? ` ${off}` : off, on, at, files)),
    );
}

/** The nearest of a name decides. */
function variableEdits({ site }: SitedPublication, variables: readonly Named[]): readonly (Edit | null)[] {
  const { workflow, job, step } = site;
  const levels: readonly (readonly [readonly Entry[], readonly (string | number)[]])[] = [
    [step?.env ?? [], ['jobs', job.id, 'steps', step?.index ?? 0, 'env']],
    [job.env, ['jobs', job.id, 'env']],
    [workflow.env, ['env']],
  ];
  return variables.flatMap((variable) => {
    for (const [entries, at] of levels) {
      const found = entries.find(({ name }) => name.toLowerCase() === variable.name);
      if (found !== undefined) return entryEdit(found, variable, workflow.path, at);
    }
    return [];
  });
}

function inputEdits({ site }: SitedPublication, inputs: readonly Named[]): readonly (Edit | null)[] {
  const { workflow, job, step } = site;
  if (step === null || step.uses === null) return [];
  const at = ['jobs', job.id, 'steps', step.index, 'with'];
  return inputs.flatMap((input) => {
    const found = step.with.find(({ name }) => name.toLowerCase() === input.name);
    return found === undefined ? [] : entryEdit(found, input, workflow.path, at);
  });
}

/** None where it is not off; null where that is decided when the workflow runs. */
function entryEdit(
  { name, value: { value } }: Entry,
  { off, on }: Named,
  path: string,
  above: readonly (string | number)[],
): readonly (Edit | null)[] {
  if (value.includes('${{')) return [null];
  const isOff = falseWords.has(value.trim().toLowerCase()) === (off === 'false');
  if (!isOff) return [];
  const at = [...above, name];
  return [on === null ? { kind: 'delete', path, at } : { kind: 'set', path, at, value: on }];
}

const falseWords: ReadonlySet<string> = new Set(['false', '0', 'no', 'off', '']);

/** In the manifest itself, or in the client's settings that hold for its folder; the nearest decides. */
function manifestEdit({ path, directory, workspace }: ManifestPackage, files: RepositoryFiles): Edit | null {
  if (isOffInManifest(path, files)) return { kind: 'set', path, at: ['publishConfig', 'provenance'], value: true };
  const root = workspace === null ? '' : workspace.slice(0, Math.max(workspace.lastIndexOf('/'), 0));
  for (const folder of new Set([directory, root, '']))
    for (const { file, off, on } of settings) {
      const edit = settingEdit(folder === '' ? file : `${folder}/${file}`, { off, on }, files);
      if (edit !== null) return edit;
    }
  return null;
}

const settings = [
  { file: '.npmrc', off: 'provenance=false', on: 'provenance=true' },
  { file: '.yarnrc.yml', off: 'npmPublishProvenance:false', on: 'npmPublishProvenance: true' },
] as const;

function isOffInManifest(path: string, files: RepositoryFiles): boolean {
  const file = files.read(path);
  if (file.state !== 'seen') return false;
  try {
    const { publishConfig } = JSON.parse(file.value) as { publishConfig?: { provenance?: unknown } | null };
    return publishConfig?.provenance === false;
  } catch {
    return false;
  }
}

function settingEdit(
  path: string,
  { off, on }: { readonly off: string; readonly on: string },
  files: RepositoryFiles,
): Edit | null {
  const file = files.read(path);
  if (file.state !== 'seen') return null;
  const lines = file.value.split('\n', mostLines);
  const index = lines.findLastIndex((line) => line.replace(/[\s"']/g, '') === off);
  const line = lines[index]?.trim();
  const at: Pick<Place, 'path' | 'line' | 'endLine'> = { path, line: index + 1, endLine: index + 1 };
  return line === undefined ? null : replacedOnce(line, on, at, files);
}

const mostLines = 1000;
