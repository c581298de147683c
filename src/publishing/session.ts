import type { Act, CommandAct, Session } from '../registries/act.ts';
import type { Registry } from '../registries/registry.ts';
import { emptyValue, textOf } from '../types/values.ts';
import type { Run } from './interpret/run.ts';
import { storeCallOf } from './store-call.ts';

/** What the job did before its act of this number. */
export function sessionOf(run: Run, index: number): Session {
  return {
    before: run.happenings.slice(0, index).map(({ act }) => act),
    written: run.written.filter(({ after }) => after <= index),
    files: run.world.files,
  };
}

/** Whether the job signed in to the registry before, as images are pushed after a login. */
export function signedInTo(registry: Registry, session: Session): boolean {
  return session.before.some((act: Act) => {
    if (act.kind === 'command') return signsIn(act, registry);
    return registry.credentials.logins.some((login) => {
      if (login.action !== act.action || login.host === undefined) return false;
      const host = textOf(act.inputs.get(login.host.input) ?? emptyValue);
      return registry.isHome(host === null || host === '' ? login.host.default : host);
    });
  });
}

/** `docker login ghcr.io`: a login that names this registry's host, or none where it is the client's default. */
function signsIn(act: CommandAct, registry: Registry): boolean {
  return registry.credentials.stores.some((store) => {
    const host = storeCallOf(store, act)?.host;
    return typeof host === 'string' && registry.isHome(host);
  });
}
