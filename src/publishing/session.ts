import type { Act, Session } from '../registries/act.ts';
import type { Registry } from '../registries/registry.ts';
import { emptyValue, textOf } from '../types/values.ts';
import type { Run } from './interpret/run.ts';

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
    if (act.kind !== 'action') return false;
    return registry.credentials.logins.some((login) => {
      if (login.action !== act.action || login.host === undefined) return false;
      const host = textOf(act.inputs.get(login.host.input) ?? emptyValue);
      return registry.isHome(host === null || host === '' ? login.host.default : host);
    });
  });
}
