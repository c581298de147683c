import { type ParsedTokenInfo, Tokenizer, TokenType } from '@streamparser/json';
import { Indigestible } from '../../http/http.ts';

/** Which pieces of a document are taken, by key; `*` stands for every other key. What is not named is passed over. */
export type Wanted = 'whole' | { readonly [key: string]: Wanted };

export interface PieceTaker {
  /** An object that is looked into begins, or something else stands where it should be. */
  entered(path: readonly string[], isObject: boolean): void;
  /** A piece that is wanted whole; undefined where it holds too much to be kept. */
  taken(path: readonly string[], value: unknown): void;
}

/**
 * Reads a JSON document while it arrives and holds no more of it than the pieces that are wanted, one at a time. Objects
 * have no prototype, so `__proto__` is a key like any other. Throws `Indigestible` for what is no JSON, ends too early
 * or is nested too deep.
 */
export async function readPieces(chunks: AsyncIterable<Uint8Array>, wanted: Wanted, taker: PieceTaker): Promise<void> {
  const reader = pieceReader(wanted, taker);
  const tokenizer = new Tokenizer({ stringBufferSize: 64 * 1024 });
  tokenizer.onToken = (token) => reader.token(token);
  tokenizer.onError = (error) => {
    throw error instanceof Indigestible ? error : new Indigestible('it is not JSON');
  };
  for await (const chunk of chunks) tokenizer.write(chunk);
  if (!tokenizer.isEnded) tokenizer.end();
  if (!reader.isDone()) throw new Indigestible('it is not JSON, or it ends too early');
}

/** Levels of nesting, at most, in what is passed over too. */
const deepest = 100;

/** Values in one piece, at most. */
const mostValues = 20_000;

/** UTF-16 code units of a string in a piece, at most; the rest is cut off. */
const longestString = 4096;

interface Level {
  readonly isObject: boolean;
  /** What is wanted of its members; null where it is passed over. */
  readonly wanted: Wanted | null;
  /** The object or list that is being put together; null where it is looked into or passed over. */
  readonly value: Record<string, unknown> | unknown[] | null;
  key: string;
}

/** What may come next, as the grammar of JSON has it. */
type Expected = 'value' | 'first-item' | 'first-key' | 'key' | 'colon' | 'comma' | 'nothing';

function pieceReader(wanted: Wanted, taker: PieceTaker) {
  const levels: Level[] = [];
  let expected: Expected = 'value';
  let values = 0;

  const path = () => levels.map(({ key }) => key);

  function wantedHere(): Wanted | null {
    const parent = levels.at(-1);
    if (parent === undefined) return wanted;
    if (parent.wanted === null || parent.wanted === 'whole') return parent.wanted;
    if (!parent.isObject) return null;
    return ownValue(parent.wanted, parent.key) ?? ownValue(parent.wanted, '*') ?? null;
  }

  function value(token: ParsedTokenInfo): void {
    const isOpening = token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET;
    if (!isOpening && !scalars.has(token.token)) throw new Indigestible('it is not JSON');
    const here = wantedHere();
    const isObject = token.token === TokenType.LEFT_BRACE;
    if (here !== null && here !== 'whole') taker.entered(path(), isObject);
    if (!isOpening) {
      if (here === 'whole') put(shortened(token.value));
      expected = levels.length === 0 ? 'nothing' : 'comma';
      return;
    }
    if (levels.length >= deepest) throw new Indigestible('it is nested too deep');
    levels.push({
      isObject,
      wanted: here === 'whole' || isObject ? here : null,
      value: here !== 'whole' ? null : isObject ? Object.create(null) : [],
      key: '',
    });
    expected = isObject ? 'first-key' : 'first-item';
  }

  /** Into what it belongs to, or out to who wants it. What is too much is counted on and not kept. */
  function put(piece: unknown): void {
    const parent = levels.at(-1);
    values += 1;
    if (parent === undefined || parent.value === null) {
      taker.taken(path(), values > mostValues ? undefined : piece);
      values = 0;
    } else if (values <= mostValues) {
      if (Array.isArray(parent.value)) parent.value.push(piece);
      else parent.value[parent.key] = piece;
    }
  }

  function close(isObject: boolean): void {
    const level = levels.pop();
    if (level?.isObject !== isObject) throw new Indigestible('it is not JSON');
    if (level.value !== null) put(level.value);
    expected = levels.length === 0 ? 'nothing' : 'comma';
  }

  const steps: Readonly<Record<Expected, (token: ParsedTokenInfo) => void>> = {
    value,
    'first-item': (token) => (token.token === TokenType.RIGHT_BRACKET ? close(false) : value(token)),
    'first-key': (token) => (token.token === TokenType.RIGHT_BRACE ? close(true) : steps.key(token)),
    key: ({ token, value: key }) => {
      const level = levels.at(-1);
      if (token !== TokenType.STRING || typeof key !== 'string' || level === undefined)
        throw new Indigestible('it is not JSON');
      level.key = key;
      expected = 'colon';
    },
    colon: ({ token }) => {
      if (token !== TokenType.COLON) throw new Indigestible('it is not JSON');
      expected = 'value';
    },
    comma: ({ token }) => {
      if (token === TokenType.COMMA) expected = levels.at(-1)?.isObject === true ? 'key' : 'value';
      else if (token === TokenType.RIGHT_BRACE) close(true);
      else if (token === TokenType.RIGHT_BRACKET) close(false);
      else throw new Indigestible('it is not JSON');
    },
    nothing: () => {
      throw new Indigestible('it is not JSON');
    },
  };

  return {
    token: (token: ParsedTokenInfo) => steps[expected](token),
    isDone: () => expected === 'nothing',
  };
}

const scalars: ReadonlySet<TokenType> = new Set([
  TokenType.STRING,
  TokenType.NUMBER,
  TokenType.TRUE,
  TokenType.FALSE,
  TokenType.NULL,
]);

function ownValue(tree: Exclude<Wanted, 'whole'>, key: string): Wanted | undefined {
  return Object.hasOwn(tree, key) ? tree[key] : undefined;
}

/** By way of bytes, since a slice would keep the whole text in memory. */
function shortened(value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= longestString) return value;
  return Buffer.from(value.slice(0, longestString)).toString();
}
