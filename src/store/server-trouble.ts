/** @throws where it is not of the one form whose parts can be told apart, so that a password is never taken for a host */
export function checkServerUrl(url: string): void {
  if (!URL.canParse(url) || !['postgres:', 'postgresql:'].includes(new URL(url).protocol))
    throw new Error('DATABASE_URL is not understood: it has to look like postgres://user:password@host:5432/database');
}

/** What is wrong with a database server, for the person who set `DATABASE_URL`. The password is not in it. */
export function serverTrouble(url: string, error: unknown): Error {
  const { hostname, port, pathname, username, password, searchParams } = new URL(url);
  const where = `${hostname}:${port === '' ? '5432' : port}${pathname}`;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const said = error instanceof Error && error.message !== '' ? error.message : code;
  const reason = reasons[code] ?? hide(said, [password, decoded(password), searchParams.get('password') ?? '']);
  return new Error(`the Postgres server of DATABASE_URL (${decoded(username)} at ${where}) cannot be used: ${reason}`);
}

/** By the codes of Node and of Postgres. */
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up just now',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to that host',
  '28P01': 'it refuses this user or password',
  '28000': 'it does not let this user in',
  '3D000': 'it has no such database; create it first',
  '53300': 'it has no connection left to give',
  '57P03': 'it is still starting; try again in a moment',
};

function hide(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '***')), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
