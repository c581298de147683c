/** Services of the local registries with their bases, under the names by which the HTTP layer asks for them. */
export const serviceBases: Readonly<Record<string, readonly string[]>> = {
  npm: ['main', 'replicate'],
  pypi: ['main'],
  'crates.io': ['main', 'index', 'static'],
  'maven-central': ['main'],
  packagist: ['main', 'repo'],
  rubygems: ['main'],
  nuget: ['main', 'search'],
  'pub.dev': ['main'],
  jsr: ['main', 'api'],
  hex: ['main'],
  go: ['main', 'sum'],
  'deps.dev': ['main'],
  osv: ['main'],
};

/** `http://127.0.0.1:PORT/<service>/<base>` of every base. */
export function basesUnder(url: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    Object.entries(serviceBases).map(([service, bases]) => [
      service,
      Object.fromEntries(bases.map((base) => [base, `${url}/${service}/${base}`])),
    ]),
  );
}
