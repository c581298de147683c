export type { Truth } from './alternatives.ts';
export { truthOf } from './condition.ts';
export { type Data, looselyEqual } from './data.ts';
export { evaluateExpression, type Outcome } from './evaluate.ts';
export { type Binding, type ContextBindings, nothingKnown, type Scope, scopeOf } from './scope.ts';
export { evaluateText, expressionsIn, type TextPiece } from './text.ts';
