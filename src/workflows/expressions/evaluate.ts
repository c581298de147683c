import type {
  Binary,
  ContextAccess,
  Expr,
  ExprVisitor,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Unary,
} from '@actions/expressions/ast';
import { Star } from '@actions/expressions/ast';
import { TokenType } from '@actions/expressions/lexer';
import { known, type Reference, type Value } from '../../types/values.ts';
import {
  type Alternative,
  type Alternatives,
  alternativeOf,
  bounded,
  candidatesAmong,
  data,
  eitherBoolean,
  expanded,
  falsyForms,
  opaque,
  referencesAmong,
  truthOfAlternative,
  valueAmong,
} from './alternatives.ts';
import { compareData, type Data, itemsOf, propertyOf, textOfData } from './data.ts';
import { callFunction } from './functions.ts';
import { parseExpression } from './parse.ts';
import type { Scope } from './scope.ts';

/** What is known of an expression before the workflow runs. */
export type Outcome =
  | { readonly kind: 'known'; readonly data: Data; readonly value: Value }
  | {
      readonly kind: 'hidden';
      /** What flows into it. In a path `*` stands for what is not known: `secrets[format('X_{0}', …)]` is `X_*`. */
      readonly references: readonly Reference[];
      /** Everything it can be, where that is little and known. */
      readonly candidates: readonly Data[] | null;
      /** It as a string, with the parts of it that are known. */
      readonly value: Value;
    };

/** Evaluates the text between `${{` and `}}` as far as the scope allows. What GitHub would refuse is hidden. */
export function evaluateExpression(expression: string, scope: Scope): Outcome {
  const alternatives = alternativesOf(expression, scope);
  const value = valueAmong(alternatives, `\${{ ${expression.trim()} }}`);
  const [first] = alternatives;
  if (alternatives.length === 1 && first?.kind === 'data') {
    return { kind: 'known', data: first.data, value: known(textOfData(first.data)) };
  }
  return {
    kind: 'hidden',
    references: referencesAmong(alternatives),
    candidates: candidatesAmong(alternatives),
    value,
  };
}

/** Everything that the expression may turn out to be. */
export function alternativesOf(expression: string, scope: Scope): Alternatives {
  const tree = parseExpression(expression);
  return tree === null ? opaque() : tree.accept(new Evaluation(scope));
}

/** `a == b == c …` is not bounded by the parser's own limit on depth. */
const depthLimit = 250;

class Evaluation implements ExprVisitor<Alternatives> {
  readonly #scope: Scope;
  #depth = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  visitLiteral({ literal, token }: Literal): Alternatives {
    // The lexer undoes only the first doubled quote of a string.
    if (token.type === TokenType.STRING) return [data(token.lexeme.slice(1, -1).replaceAll("''", "'"))];
    return [data('value' in literal ? literal.value : null)];
  }

  visitGrouping({ group }: Grouping): Alternatives {
    return this.#evaluate(group);
  }

  visitUnary({ expr }: Unary): Alternatives {
    const truths = expanded(this.#evaluate(expr)).map(truthOfAlternative);
    return booleans(truths.flatMap((truth) => (truth === 'unknown' ? [true, false] : [truth === 'false'])));
  }

  visitBinary({ left, operator, right }: Binary): Alternatives {
    const compare = comparisons.get(operator.type);
    if (compare === undefined) return eitherBoolean;
    const rights = expanded(this.#evaluate(right));
    const results = expanded(this.#evaluate(left)).flatMap((a) =>
      rights.flatMap((b) =>
        a.kind === 'data' && b.kind === 'data' ? [compare(compareData(a.data, b.data))] : [true, false],
      ),
    );
    return booleans(results);
  }

  visitLogical({ operator, args }: Logical): Alternatives {
    const stopsAt = operator.type === TokenType.OR ? 'true' : 'false';
    const results: Alternative[] = [];
    for (const [position, arg] of args.entries()) {
      const alternatives = this.#evaluate(arg);
      if (position === args.length - 1) {
        results.push(...alternatives);
        break;
      }
      const truths = expanded(alternatives).map((alternative) => ({
        alternative,
        truth: truthOfAlternative(alternative),
      }));
      for (const { alternative, truth } of truths) {
        if (truth === stopsAt) results.push(alternative);
        // A hidden condition of `&&` becomes the value only when it is falsy, and then nothing flows out of it.
        else if (truth === 'unknown') results.push(...(stopsAt === 'true' ? [alternative] : falsyForms(alternative)));
      }
      if (truths.every(({ truth }) => truth === stopsAt)) break;
    }
    return bounded(results);
  }

  visitFunctionCall({ functionName, args }: FunctionCall): Alternatives {
    return callFunction(
      functionName.lexeme,
      args.map((arg) => this.#evaluate(arg)),
    );
  }

  visitContextAccess({ name }: ContextAccess): Alternatives {
    return [this.#read(name.lexeme.toLowerCase(), [])];
  }

  visitIndexAccess({ expr, index }: IndexAccess): Alternatives {
    const bases = this.#evaluate(expr);
    if (index instanceof Star) return bounded(bases.map(everyItem));
    const indexes = expanded(this.#evaluate(index));
    return bounded(bases.flatMap((base) => indexes.flatMap((name) => this.#enter(base, name))));
  }

  #evaluate(node: Expr): Alternatives {
    if (this.#depth >= depthLimit) return opaque();
    this.#depth += 1;
    const result = node.accept(this);
    this.#depth -= 1;
    return result;
  }

  #read(context: string, path: readonly string[]): Alternative {
    const binding = this.#scope.lookup(context, path);
    if (binding === undefined) return { kind: 'place', reference: { context, path } };
    return binding.kind === 'data' ? data(binding.data) : alternativeOf(binding.value);
  }

  #enter(base: Alternative, index: Alternative): Alternatives {
    switch (base.kind) {
      case 'data':
        if (index.kind === 'data') return [entered(base, index.data)];
        return base.filtered ? opaque() : [...itemsOf(base.data), null].map(data);
      case 'place': {
        const { context, path } = base.reference;
        const inner = [...path, nameOf(index)];
        const isExact = index.kind === 'data' && !path.some((name) => name.includes('*'));
        return [isExact ? this.#read(context, inner) : { kind: 'place', reference: { context, path: inner } }];
      }
      case 'text':
        return opaque([base]);
      case 'opaque':
        return [base];
    }
  }
}

const comparisons: ReadonlyMap<TokenType, (order: number | null) => boolean> = new Map([
  [TokenType.EQUAL_EQUAL, (order) => order === 0],
  [TokenType.BANG_EQUAL, (order) => order !== 0],
  [TokenType.GREATER, (order) => order !== null && order > 0],
  [TokenType.GREATER_EQUAL, (order) => order !== null && order >= 0],
  [TokenType.LESS, (order) => order !== null && order < 0],
  [TokenType.LESS_EQUAL, (order) => order !== null && order <= 0],
]);

function booleans(results: readonly boolean[]): Alternatives {
  return [...new Set(results)].map(data);
}

function everyItem(base: Alternative): Alternative {
  switch (base.kind) {
    case 'data':
      return {
        kind: 'data',
        data: base.filtered ? itemsOf(base.data).flatMap(itemsOf) : itemsOf(base.data),
        filtered: true,
      };
    case 'place':
      return { kind: 'place', reference: { ...base.reference, path: [...base.reference.path, '*'] } };
    default:
      return { kind: 'opaque', references: referencesAmong([base]) };
  }
}

function entered(base: Alternative & { readonly kind: 'data' }, index: Data): Alternative {
  if (!base.filtered) return data(propertyOf(base.data, index));
  const found = itemsOf(base.data)
    .map((item) => propertyOf(item, index))
    .filter((item) => item !== null);
  return { kind: 'data', data: found, filtered: true };
}

/** A name as far as it is known. */
function nameOf(index: Alternative): string {
  if (index.kind === 'data') return textOfData(index.data);
  if (index.kind !== 'text') return '*';
  return index.value.map((part) => (part.kind === 'text' ? part.text : '*')).join('');
}
