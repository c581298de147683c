export { levelsOf } from './levels.ts';
export { principleOf, principles, principlesSource } from './principles.ts';
