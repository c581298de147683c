export { findNode } from './find-node.ts';
export {
  isEmptyNode,
  pairOf,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
  type YamlSequence,
} from './node.ts';
export { type ProblemLog, showName, startProblemLog } from './problem-log.ts';
export { readYaml } from './read-yaml.ts';
