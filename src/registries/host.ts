/**
 * The host of a destination as clients take it: a URL, a host with a path, or an alias (`testpypi`), lower case and
 * without a port.
 */
export function hostOf(destination: string): string {
  const text = destination
    .trim()
    .toLowerCase()
    .replace(/^(sparse\+|git\+)/, '');
  const rest = text.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/^\/\//, '');
  return rest.split(/[/:?#]/)[0]?.replace(/^[^@]*@/, '') ?? '';
}
