import type { ManifestPackage, Registry } from '../registries/registry.ts';
import type { FileProblem, RepositoryFiles } from '../types/repository-files.ts';
import type { Action, Job, Workflow } from '../workflows/model.ts';
import { isActionPath, isWorkflowPath } from '../workflows/parse-uses.ts';
import { dialectOf, isLoaded, loadShells, parseScript } from '../workflows/shell/index.ts';
import type { Dialect } from '../workflows/shell/model.ts';
import { carriedCommands } from './interpret/carried-commands.ts';
import type { World } from './interpret/run.ts';
import { type Parsed, parsedOnce } from './parsed.ts';
import type { PublicationMap } from './publication.ts';
import { recogniserOf } from './recognise.ts';
import { sitesOf } from './sites.ts';
import { isSnapshotBeside, snapshotElsewhere } from './snapshots.ts';
import { withoutWorkflow } from './without-workflow.ts';

/**
 * All that the files of a repository tell about publishing. Grammars are loaded as scripts turn up that need them: the
 * map is made again until none is missing.
 */
export async function mapPublications(
  files: RepositoryFiles,
  registries: readonly Registry[],
  repository: string | null,
  parsed: Parsed = parsedOnce(),
): Promise<PublicationMap> {
  const { workflows, actions, problems } = readWorkflows(files, parsed);
  const manifests = registries.map((registry) => registry.readManifests(files));
  const packages = manifests.flatMap((reading) => reading.packages);
  const recognise = recogniserOf(registries);
  const folders = foldersOf(files.paths);
  const programs = new Set(registries.flatMap(({ commands }) => commands.flatMap(({ program }) => program)));
  const missing = dialectsIn([...workflows.flatMap(({ jobs }) => jobs), ...actions.map(({ runs }) => runs)]);
  for (;;) {
    await loadShells(missing);
    missing.clear();
    const world: World = {
      files,
      programs,
      folders,
      repository: repository?.toLowerCase() ?? null,
      imageOwner: repository ?? repositoryIn(packages),
      actions: new Map(actions.map((action) => [action.folder, action])),
      workflows: new Map(workflows.map((workflow) => [workflow.path, workflow])),
      readScript(text, dialect) {
        if (isLoaded(dialect)) return parseScript(text, dialect);
        missing.add(dialect);
        return null;
      },
    };
    const found = sitesOf({ world, workflows, registries, packages, recognise });
    if (missing.size > 0) continue;
    const { publications } = found;
    const snapshots = publications.filter((publication) => isSnapshotBeside(publication, publications));
    return {
      publications: [
        ...publications.filter((publication) => !snapshots.includes(publication)),
        ...withoutWorkflow(packages),
      ],
      elsewhere: [...found.elsewhere, ...snapshots.flatMap(snapshotElsewhere)],
      packages,
      workflows,
      actions,
      problems: [...files.problems, ...problems, ...unrepeated(manifests.flatMap((reading) => reading.problems))],
    };
  }
}

/** The dialects that steps name themselves: with their grammars at hand, the map is rarely made twice. */
function dialectsIn(holders: readonly (Pick<Job, 'steps'> | Action['runs'])[]): Set<Dialect> {
  const dialects = new Set<Dialect>(['bash']);
  for (const { run, shell, uses } of holders.flatMap((holder) => ('steps' in holder ? holder.steps : []))) {
    const dialect = run === null ? null : dialectOf(shell?.value ?? null, false);
    if (dialect !== null) dialects.add(dialect);
    const name = uses?.value.value.split('@')[0]?.toLowerCase();
    for (const carried of carriedCommands) if (carried.action === name) dialects.add(carried.dialect);
  }
  return dialects;
}

/** The repository that most manifests link to: good enough to spell out an image's name, not to know who we are. */
function repositoryIn(packages: readonly ManifestPackage[]): string | null {
  const votes = new Map<string, number>();
  for (const { repository } of packages) {
    const name = /(?:^|github\.com[/:])([\w.-]+\/[\w.-]+?)(?:\.git)?(?:[/#].*)?$/i.exec(repository ?? '')?.[1];
    if (name !== undefined) votes.set(name, (votes.get(name) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
}

function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set(['']);
  for (const path of paths)
    for (
      let end = path.lastIndexOf('/');
      end > 0 && !folders.has(path.slice(0, end));
      end = path.lastIndexOf('/', end - 1)
    )
      folders.add(path.slice(0, end));
  return folders;
}

interface WorkflowReading {
  readonly workflows: readonly Workflow[];
  readonly actions: readonly Action[];
  readonly problems: readonly FileProblem[];
}

function readWorkflows(files: RepositoryFiles, parsed: Parsed): WorkflowReading {
  const workflows: Workflow[] = [];
  const actions: Action[] = [];
  const problems: FileProblem[] = [];
  for (const path of files.paths) {
    const isWorkflow = isWorkflowPath(path);
    if (!isWorkflow && !isActionPath(path)) continue;
    const reading = files.read(path);
    if (reading.state === 'unreadable') problems.push({ path, line: null, message: reading.reason });
    if (reading.state !== 'seen') continue;
    if (isWorkflow) workflows.push(parsed.workflow(reading.value, path));
    else actions.push(parsed.action(reading.value, path));
  }
  return {
    workflows,
    actions,
    problems: [...problems, ...workflows.flatMap((file) => file.problems), ...actions.flatMap((file) => file.problems)],
  };
}

/** Two registries may read the same manifest, and say the same of it. */
function unrepeated(problems: readonly FileProblem[]): readonly FileProblem[] {
  const seen = new Map(problems.map((problem) => [`${problem.path}\n${problem.line}\n${problem.message}`, problem]));
  return [...seen.values()];
}
