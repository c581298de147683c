import type { CredentialValues } from './credentials-file.ts';
import { type KeyPlace, privateKeyOf } from './credentials-private-key.ts';
import type { Trouble } from './credentials-trouble.ts';

/** What the second app, which writes, proves by who it is. */
export interface FixerCredentials {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
}

/** The second app's credentials; null where there is none: then nothing is written, and changes are shown to be copied. */
export function fixerCredentialsOf(values: CredentialValues, place: KeyPlace): FixerCredentials | null | Trouble {
  const { FIXER_APP_ID: id } = values;
  const key = {
    ...given('PRIVATE_KEY', values.FIXER_PRIVATE_KEY),
    ...given('PRIVATE_KEY_PATH', values.FIXER_PRIVATE_KEY_PATH),
    ...given('PRIVATE_KEY_COMMAND', values.FIXER_PRIVATE_KEY_COMMAND),
  };
  if (id === undefined && Object.keys(key).length === 0) return null;
  if (id === undefined)
    return {
      problem: "FIXER_APP_ID is missing: set it to the number on the second app's settings page, or remove its key.",
    };
  const appId = /^\d{1,15}$/.test(id) ? Number(id) : 0;
  if (appId === 0) return { problem: "FIXER_APP_ID has to be the number on the second app's settings page." };
  if (id === values.APP_ID)
    return { problem: 'FIXER_APP_ID is the same as APP_ID: the app that audits must not be the one that writes.' };
  const privateKey = privateKeyOf(key, place);
  if (typeof privateKey === 'string') return { appId, privateKey };
  return {
    problem: privateKey.problem
      .replaceAll('PRIVATE_KEY', 'FIXER_PRIVATE_KEY')
      .replaceAll('`mintmark setup`', '`mintmark setup --fixer`'),
  };
}

function given<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, string>>);
}
