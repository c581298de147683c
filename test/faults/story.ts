import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Scenario, ScenarioCommit } from '../../src/sandbox/scenario.ts';
import type { SandboxIssue, SandboxRepository } from '../../src/sandbox/state.ts';
import { tokenWorkflow } from '../e2e/crash-scenarios.ts';
import { soundFiles, trustedRelease } from '../e2e/scenarios.ts';
import type { Ledger } from './ledger.ts';
import type { Random } from './random.ts';

/** The organisation that the app is installed on. */
const owner = 'octo';

/** @param others accounts that come first, so that the ids of runs at the same time are not the same */
export function organisation(others: number): Scenario {
  const releasing = (name: string, workflow: string) => ({
    name,
    collaborators: { ada: 'write' },
    commits: [{ files: { ...soundFiles(name), '.github/workflows/release.yml': workflow } }],
  });
  return {
    users: ['eve', ...Array.from({ length: others }, (_, index) => `user-${index}`)],
    organisations: [
      {
        login: owner,
        members: ['ada'],
        installation: null,
        repositories: [
          releasing('press', tokenWorkflow),
          releasing('mint', trustedRelease()),
          releasing('vault', trustedRelease({ environment: null })),
        ],
      },
    ],
  };
}

/** One thing that somebody can do now. */
export interface Choice {
  /** `push to main of octo/press`. */
  readonly what: string;
  readonly act: () => Promise<unknown>;
}

/** What somebody does next; null where nobody can do anything. */
export function nextChoice(sandbox: Sandbox, ledger: Ledger, random: Random): Choice | null {
  const scene = sceneOf(sandbox, ledger, random);
  const open = acts
    .map(({ weight, choices }) => ({ weight, found: choices(scene) }))
    .filter(({ found }) => found.length);
  return open.length === 0 ? null : random.pick(random.weighed(open).found);
}

interface Scene {
  readonly sandbox: Sandbox;
  readonly ledger: Ledger;
  readonly random: Random;
  /** Those that can be written to, whether the app may see them or not. */
  readonly active: readonly SandboxRepository[];
  readonly all: readonly SandboxRepository[];
  readonly installation: { readonly repositories: 'all' | Set<number>; readonly suspendedAt: string | null } | null;
}

function sceneOf(sandbox: Sandbox, ledger: Ledger, random: Random): Scene {
  const all = [...sandbox.state.repositories.values()].filter(
    ({ owner: login, deleted }) => login === owner && !deleted,
  );
  const [installation = null] = [...sandbox.state.installations.values()];
  return { sandbox, ledger, random, all, active: all.filter(({ archived }) => !archived), installation };
}

interface Act {
  readonly weight: number;
  readonly choices: (scene: Scene) => readonly Choice[];
}

/** All that people do, and how often. */
const acts: readonly Act[] = [
  {
    weight: 60,
    choices: ({ sandbox, installation }) =>
      installation === null ? [{ what: 'install', act: () => sandbox.people.install(owner) }] : [],
  },
  inActive(10, ({ sandbox, random }, { name }) => ({
    what: `push to main of ${name}`,
    act: () => sandbox.people.push(owner, name, 'main', change(random)),
  })),
  inActive(8, ({ sandbox, random }, { name, nextNumber }) => ({
    what: `open a pull request in ${name}`,
    act: () =>
      sandbox.people.openPull(owner, name, {
        title: 'A change',
        branch: `change-${nextNumber}-${random.whole(0, 1e6)}`,
        commit: change(random),
        by: 'ada',
      }),
  })),
  inPulls(7, 'push to', ({ sandbox, random }, { name }, number) =>
    sandbox.people.pushToPull(owner, name, number, change(random)),
  ),
  inPulls(2, 'close and reopen', ({ sandbox }, { name }, number) => sandbox.people.reopenPull(owner, name, number)),
  inPulls(2, 'merge', ({ sandbox }, { name }, number) => sandbox.people.merge(owner, name, number)),
  inActive(4, ({ sandbox, ledger, random }, repository) => {
    const runs = [...repository.checkRuns.values()];
    if (runs.length === 0) return null;
    const { id, headSha } = random.pick(runs);
    return {
      what: `re-run check run ${id} in ${repository.name}`,
      act() {
        ledger.asked(repository.id, headSha);
        return sandbox.people.rerunCheck(owner, repository.name, id, 'ada');
      },
    };
  }),
  inIssues(2, 'tick a box of', ['open', 'closed'], ({ sandbox }, { name }, { number, body }) =>
    sandbox.people.editIssue(owner, name, number, body.replace('- [ ]', '- [x]').concat('\n'), 'ada'),
  ),
  inIssues(2, 'close as not planned', ['open'], ({ sandbox }, { name }, { number }) =>
    sandbox.people.closeIssue(owner, name, number, 'not_planned', 'ada'),
  ),
  inIssues(2, 'close as completed', ['open'], ({ sandbox }, { name }, { number }) =>
    sandbox.people.closeIssue(owner, name, number, 'completed', 'ada'),
  ),
  inIssues(2, 'reopen', ['closed'], ({ sandbox }, { name }, { number }) =>
    sandbox.people.reopenIssue(owner, name, number, 'ada'),
  ),
  inActive(2, ({ sandbox, random }, { name }) => {
    const to = `${name.replace(/-\d+$/, '')}-${random.whole(1, 999)}`;
    return { what: `rename ${name} to ${to}`, act: () => sandbox.people.rename(owner, name, to) };
  }),
  inActive(2, ({ sandbox }, { name, visibility }) => {
    const to = visibility === 'public' ? 'private' : 'public';
    return { what: `make ${name} ${to}`, act: () => sandbox.people.setVisibility(owner, name, to) };
  }),
  inActive(2, ({ sandbox, random }, { name }) => ({
    what: `tag ${name}`,
    act: () => sandbox.people.createTag(owner, name, `v1.${random.whole(0, 1e6)}.0`),
  })),
  inActive(1, ({ sandbox, ledger }, { id, name }) => ({
    what: `archive ${name}`,
    act() {
      ledger.interrupted(id);
      return sandbox.people.archive(owner, name);
    },
  })),
  {
    weight: 3,
    choices: ({ sandbox, all }) =>
      all
        .filter(({ archived }) => archived)
        .map(({ name }) => ({ what: `unarchive ${name}`, act: () => sandbox.people.unarchive(owner, name) })),
  },
  ofInstallation(1, 'suspend', ({ sandbox, ledger, all, installation }) => {
    if (installation?.suspendedAt !== null) return null;
    return () => {
      for (const { id } of all) ledger.interrupted(id);
      return sandbox.people.suspend(owner);
    };
  }),
  ofInstallation(6, 'unsuspend', ({ sandbox, installation }) =>
    installation?.suspendedAt === null ? null : () => sandbox.people.unsuspend(owner),
  ),
  ofInstallation(1, 'uninstall', ({ sandbox, ledger, all }) => () => {
    for (const repository of all) ledger.leaves(repository);
    return sandbox.people.uninstall(owner);
  }),
  {
    weight: 2,
    choices: (scene) =>
      reached(scene).map((repository) => ({
        what: `take ${repository.name} from the app`,
        act() {
          scene.ledger.leaves(repository);
          return scene.sandbox.people.removeRepositories(owner, [repository.name]);
        },
      })),
  },
  {
    weight: 4,
    choices(scene) {
      const seen = new Set(reached(scene));
      const others = scene.installation === null ? [] : scene.all.filter((repository) => !seen.has(repository));
      return others.map(({ name }) => ({
        what: `give ${name} to the app`,
        act: () => scene.sandbox.people.addRepositories(owner, [name]),
      }));
    },
  },
];

function inActive(weight: number, choice: (scene: Scene, repository: SandboxRepository) => Choice | null): Act {
  return { weight, choices: (scene) => scene.active.flatMap((repository) => choice(scene, repository) ?? []) };
}

function inPulls(
  weight: number,
  what: string,
  act: (scene: Scene, repository: SandboxRepository, number: number) => Promise<unknown>,
): Act {
  return {
    weight,
    choices: (scene) =>
      scene.active.flatMap((repository) =>
        [...repository.pulls.values()]
          .filter(({ state }) => state === 'open')
          .map(({ number }) => ({
            what: `${what} pull request ${number} of ${repository.name}`,
            act: () => act(scene, repository, number),
          })),
      ),
  };
}

function inIssues(
  weight: number,
  what: string,
  states: readonly SandboxIssue['state'][],
  act: (scene: Scene, repository: SandboxRepository, issue: SandboxIssue) => Promise<unknown>,
): Act {
  return inActive(weight, (scene, repository) => {
    const issue = [...repository.issues.values()].find(
      ({ author, state }) => author.endsWith('[bot]') && states.includes(state),
    );
    if (issue === undefined) return null;
    return {
      what: `${what} issue ${issue.number} of ${repository.name}`,
      act: () => act(scene, repository, issue),
    };
  });
}

function ofInstallation(weight: number, what: string, act: (scene: Scene) => (() => Promise<unknown>) | null): Act {
  return {
    weight,
    choices(scene) {
      const possible = scene.installation === null ? null : act(scene);
      return possible === null ? [] : [{ what, act: possible }];
    },
  };
}

function reached({ all, installation }: Scene): readonly SandboxRepository[] {
  if (installation === null) return [];
  const { repositories } = installation;
  return all.filter(({ id }) => repositories === 'all' || repositories.has(id));
}

/** Something about publishing, or nothing of the kind. */
function change(random: Random): ScenarioCommit {
  const files = random.pick([
    { 'README.md': `${random.whole(0, 1e9)}\n` },
    { '.github/workflows/release.yml': tokenWorkflow },
    { '.github/workflows/release.yml': trustedRelease() },
    { '.github/workflows/release.yml': trustedRelease({ idToken: false }) },
    { '.github/workflows/other.yml': tokenWorkflow },
    { '.github/workflows/other.yml': null },
    { 'SECURITY.md': random.chance(0.5) ? null : '# Security policy\n\nTell us in private.\n' },
  ]);
  return { message: `Change ${random.whole(0, 1e9)}`, files };
}
