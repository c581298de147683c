export type { Truth } from './alternatives.ts';
export { truthOf } from './condition.ts';
export { type Data, looselyEqual } from './data.ts';
export { evaluateExpression } from './evaluate.ts';
export { type Binding, nothingKnown, type Scope, scopeOf } from './scope.ts';
export { evaluateText, expressionsIn } from './text.ts';
