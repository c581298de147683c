import pg from 'pg';

/**
 * A connection that breaks tells its users by the statements that fail. The event besides ends the process where nobody
 * listens, and pg-boss takes its listeners off a connection before it has ended. Such an event is for nobody then.
 */
export function dropUnheardErrors(): void {
  const prototype = pg.Client.prototype as unknown as { emit: Emit & { readonly dropsUnheard?: true } };
  if (prototype.emit.dropsUnheard === true) return;
  const { emit } = prototype;
  const guarded: Emit = function (this: pg.Client, name, ...values) {
    return name === 'error' && this.listenerCount('error') === 0 ? false : emit.call(this, name, ...values);
  };
  prototype.emit = Object.assign(guarded, { dropsUnheard: true as const });
}

type Emit = (this: pg.Client, name: string | symbol, ...values: unknown[]) => boolean;
