import { chooseTarget, type ExerciseScenario, factsOf } from '../../exercises/index.ts';
import { coinPress } from '../../sandbox/scenarios/coin-press.ts';
import { openStage, type Stage } from '../demo/stage.ts';
import type { FoundGround } from '../tabletop/ground.ts';
import { install, type Moment, type Played, playStory } from './play.ts';
import { type Scene, sceneOf } from './scene.ts';
import { standIn } from './stand-in.ts';

/** A scene that is set, with the app installed and every first audit done. */
export interface SetScene {
  readonly scene: Scene;
  readonly stage: Stage;
}

/**
 * Sets the scene of a scenario: on the demo’s own stage, or on one with a stand-in for the target’s repository. Whoever
 * asked closes the stage.
 *
 * @param port of the pages; 0 for a free one
 */
export async function setScene(
  { ground, stage }: FoundGround,
  scenario: ExerciseScenario,
  port: number,
): Promise<SetScene> {
  const target = chooseTarget(ground, scenario);
  const facts = factsOf(target, ground.isInvented);
  if (stage !== null) return { stage, scene: sceneOf(stage, coinPress.scenario, target, facts) };
  const made = standIn(target, facts);
  const own = await openStage(made, port);
  try {
    const scene = sceneOf(own, made.scenario, made.target, made.facts);
    await install(scene);
    return { stage: own, scene };
  } catch (error) {
    await own.close();
    throw error;
  }
}

export function rehearse(
  { id }: ExerciseScenario,
  { scene }: SetScene,
  tell: (moment: Moment) => void,
): Promise<Played> {
  return playStory(id, scene, tell);
}
