import { type DestinationStream, type Logger, pino } from 'pino';
import { withoutSecrets } from './without-secrets.ts';

export interface LogOptions {
  /** `debug`, `info` (default), `warn`, `error`, `silent` …: `LOG_LEVEL`. */
  readonly level?: string;
  /** Standard output where it is left out. */
  readonly destination?: DestinationStream;
}

/**
 * The log: one JSON object a line. Whatever is handed to it, only short plain values come out: never a payload, a body, a
 * header or a whole object, and never what looks like a secret.
 */
export function createLog({ level = 'info', destination }: LogOptions = {}): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: plainFields },
    serializers: { err: errorFields },
    hooks: { logMethod },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Levels that `LOG_LEVEL` may name. */
export const logLevels: readonly string[] = [...Object.keys(pino.levels.values), 'silent'];

/**
 * The log for libraries: of their fields none but an error's are kept, since they log what we would not (octokit the
 * bodies of requests, Probot whole events).
 */
export function logForLibraries(log: Logger): Logger {
  return log.child({}, { formatters: { log: errorOnly } }) as Logger;
}

function errorOnly(fields: object): object {
  return 'err' in fields && fields.err instanceof Error ? { err: fields.err } : {};
}

function plainFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (secretNames.test(name)) return [];
      const kept = value instanceof Error ? value : plainValue(value);
      return kept === undefined ? [] : [[name === 'error' ? 'err' : name, kept]];
    }),
  );
}

/** Fields that no line may carry, however short they are. */
const secretNames =
  /^(?:payload|body|headers?|event|req|request|res|response|data|config|options)$|token|secret|password|signature|authorization|private_?key|database_?url/i;

function plainValue(value: unknown): unknown {
  if (typeof value === 'string') return withoutSecrets(value.slice(0, longest));
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value) && value.length <= 100 && value.every((each) => typeof each !== 'object'))
    return value.map(plainValue);
  return undefined;
}

/** Of an error: what kind, what it says, where it comes from. octokit's errors carry a token, webhooks' the payload. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  const { name, message, stack } = error;
  const extra = Object.fromEntries(
    ['code', 'status', 'kind', 'until'].flatMap((field) => {
      const value: unknown = Reflect.get(error, field);
      return typeof value === 'string' || typeof value === 'number' ? [[field, plainValue(value)]] : [];
    }),
  );
  return {
    type: name,
    message: plainValue(message),
    ...extra,
    at: frames(stack),
    ...(error instanceof AggregateError ? { errors: error.errors.slice(0, 5).map(errorFields) } : {}),
  };
}

/** The frames of a stack without its message, which may run over lines. */
function frames(stack: string | undefined): readonly string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => withoutSecrets(line.trim().slice(0, longest)));
}

const longest = 500;

function logMethod(this: Logger, args: unknown[], method: (...args: never[]) => void): void {
  const [first, ...rest] = args;
  const named = first instanceof Error ? [{ err: first }, ...(rest.length === 0 ? [first.message] : rest)] : args;
  const safe = named.map((each) => (typeof each === 'string' ? withoutSecrets(each.slice(0, longest)) : each));
  method.apply(this, safe as never[]);
}
