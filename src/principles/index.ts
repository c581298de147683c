export { applicability, appliesTo } from './applicability.ts';
export { type AnsweredControl, ceilingOf, type GradedRegistry, levelOf, levelsOf } from './levels.ts';
export {
  type Principle,
  type PrincipleLevel,
  principleLevels,
  principleOf,
  principles,
  principlesSource,
} from './principles.ts';
