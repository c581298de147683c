import type { ScenarioId } from '../../exercises/index.ts';
import { looseActionOf } from '../../exercises/index.ts';
import type { Act, Plot, PlotEnd } from './act.ts';
import {
  deleteBranch,
  propose,
  publishFromWithinRun,
  publishPastRepository,
  releaseAsUsual,
  releaseFromBranch,
  runRelease,
  takeDown,
  withOtherAction,
} from './happenings.ts';
import type { Scene } from './scene.ts';

/** What each scenario does, written for the scene that it is played in. */
export const plots: Readonly<Record<ScenarioId, (scene: Scene) => Plot>> = {
  'maintainer-phished': (scene) => ({
    acts: [
      attacker(
        0,
        `signs in to ${scene.registryTitle} as ${scene.account}, with a password and a code from a copied page`,
      ),
      ...(scene.facts.has('tokens-refused') ? [attacker(1, 'lets the package take tokens again')] : []),
      attacker(1, `publishes ${scene.versions.next} from a laptop, past the repository`, (now) =>
        publishPastRepository(now, now.versions.next, { email: 'somebody@mail.invalid' }),
      ),
      attacker(6, `publishes ${scene.versions.second} in the same way`, (now) =>
        publishPastRepository(now, now.versions.second, { email: 'somebody@mail.invalid' }),
      ),
    ],
    ends: seen(scene),
  }),

  'token-from-ci': (scene) => {
    const reads = attacker(0, 'reads what a build can read, from code that nobody has pinned; the build is green');
    if (scene.facts.has('stealable'))
      return {
        acts: [
          reads,
          attacker(2, `publishes ${scene.versions.next} with the copied token, from elsewhere`, (now) =>
            publishPastRepository(now, now.versions.next),
          ),
          attacker(7, `publishes ${scene.versions.second}`, (now) => publishPastRepository(now, now.versions.second)),
        ],
        ends: seen(scene),
      };
    const isGuarded = scene.facts.has('guarded');
    return {
      acts: [
        reads,
        attacker(2, `pushes a tag of ${scene.versions.next} with a copied token of GitHub`, (now) =>
          releaseAsUsual(now, now.versions.next, {
            published: !isGuarded,
            conclusion: isGuarded ? 'action_required' : 'success',
            installScript: true,
          }),
        ),
      ],
      ends: isGuarded
        ? { expects: 'nothing', why: 'nothing was published: the job waits for an approval that nobody gives' }
        : seenByScript(scene),
    };
  },

  'poisoned-action': (scene) => {
    const action = looseActionOf(scene.target) ?? 'a pinned action, by an update that moves the pin';
    const isToken = scene.facts.has('token');
    return {
      acts: [
        attacker(0, `exchanges the code of ${action}`),
        project(1, `releases ${scene.versions.next} as always; the run is green`, (now) =>
          releaseAsUsual(now, now.versions.next, { installScript: !isToken }),
        ),
        ...change(scene, 3, 'Exchange the action that was tampered with', 'quick-fix/build-step@main'),
        ...(isToken
          ? [
              attacker(6, `publishes ${scene.versions.second} with the token that the action has read`, (now) =>
                publishPastRepository(now, now.versions.second),
              ),
            ]
          : []),
      ],
      ends: isToken ? seen(scene) : seenByScript(scene),
    };
  },

  'account-with-provenance': (scene) => {
    const session = attacker(0, 'acts on GitHub as a maintainer, from an open session of a stolen laptop');
    if (scene.facts.has('hand'))
      return {
        acts: [
          session,
          project(2, `publishes ${scene.versions.next} by hand, with a commit of the attacker in it`, (now) =>
            releaseAsUsual(now, now.versions.next, { installScript: true }),
          ),
        ],
        ends: seenByScript(scene),
      };
    return {
      acts: [
        session,
        attacker(
          1,
          `pushes the branch snapshot-8c1f, lets the workflow run on it, and publishes ${scene.versions.next}${scene.facts.has('guarded') ? ' once a tired colleague has approved' : ''}`,
          (now) => releaseFromBranch(now, now.versions.next, 'snapshot-8c1f'),
        ),
        attacker(2, 'deletes the branch', (now) => deleteBranch(now, 'snapshot-8c1f')),
      ],
      ends: seen(scene),
    };
  },

  'dependency-update': (scene) => ({
    acts: [
      project(0, 'a bot proposes tidy-banner 3.1.5', async (now) => {
        await propose(now, { title: 'Update tidy-banner to 3.1.5', branch: 'update/tidy-banner', files: update });
      }),
      project(2, 'merges it, with green checks', async (now) => {
        const number = Math.max(...now.repository.pulls.keys());
        await now.stage.sandbox.people.merge(now.owner, now.repository.name, number);
      }),
      isSpoiltBuild(scene)
        ? project(
            5,
            `releases ${scene.versions.next} as planned; what is published holds more than anybody wrote`,
            (now) => releaseAsUsual(now, now.versions.next, { installScript: true }),
          )
        : attacker(5, `a run installs it; its script publishes ${scene.versions.next}`, (now) =>
            now.facts.has('trusted')
              ? publishFromWithinRun(now, now.versions.next)
              : publishPastRepository(now, now.versions.next),
          ),
    ],
    ends: isSpoiltBuild(scene) ? seenByScript(scene) : seen(scene),
  }),

  'registry-outage': (scene) => ({
    acts: [
      registry(0, 'answers with errors', takeDown),
      project(1, `tags ${scene.versions.next} and runs the release; nothing arrives, and the run fails`, (now) =>
        releaseAsUsual(now, now.versions.next, { published: false, conclusion: 'failure' }),
      ),
      registry(6, 'answers again', (now) => {
        now.isDown = false;
      }),
      project(7, 'runs the same release again', (now) => runRelease(now, now.versions.next)),
    ],
    ends: { expects: 'calm', version: scene.versions.next },
  }),
};

const update = { 'tools/tools.lock': 'tidy-banner 3.1.5\n' };

function attacker(at: number, says: string, does: Act['does'] = null): Act {
  return { at, who: 'attacker', says, does };
}

function project(at: number, says: string, does: Act['does'] = null): Act {
  return { at, who: 'project', says, does };
}

function registry(at: number, says: string, does: Act['does']): Act {
  return { at, who: 'registry', says, does };
}

/** A pull request that looks like help; none where no workflow publishes. */
function change(scene: Scene, at: number, title: string, other: string): readonly Act[] {
  if (scene.target.publication.workflow === null) return [];
  return [
    project(at, `a pull request “${title}” is opened`, async (now) => {
      const files = withOtherAction(now, other);
      if (files !== null) await propose(now, { title, branch: 'quick-fix', files });
    }),
  ];
}

/** The script reaches what is built, and nothing that publishes. */
function isSpoiltBuild({ facts }: Scene): boolean {
  return facts.has('trusted') && !facts.has('loose-install');
}

/** A release that lacks what those before it had can be seen, where the registry can be asked. */
function seen(scene: Scene): PlotEnd {
  const blind = blindness(scene);
  if (blind !== null) return { expects: 'nothing', why: blind };
  return scene.facts.has('comparable')
    ? { expects: 'alarm' }
    : {
        expects: 'nothing',
        why: 'the releases so far have neither proof nor a habit of tags, so that this one lacks nothing that they had',
      };
}

/** A release by the usual way shows only what the registry tells of its content. */
function seenByScript(scene: Scene): PlotEnd {
  const blind = blindness(scene);
  if (blind !== null) return { expects: 'nothing', why: blind };
  return scene.target.registry === 'npm'
    ? { expects: 'alarm' }
    : {
        expects: 'nothing',
        why: 'the release comes from the right workflow and the right commit with valid proof; Mintmark does not look into what a build puts into a package',
      };
}

function blindness({ stock, facts, registryTitle }: Scene): string | null {
  if (!facts.has('watched')) return `Mintmark cannot ask ${registryTitle} about releases`;
  return stock === null ? `the sandbox has no ${registryTitle}` : null;
}
