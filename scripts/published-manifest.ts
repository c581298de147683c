/** The fields of the checkout's package.json that a person who installs Mintmark has a use for. */
const kept = [
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'repository',
  'files',
  'engines',
  'bin',
  'dependencies',
];

/**
 * The package.json that is published. The checkout's own is private, and its optional dependencies bring a whole Node
 * for development, which nobody who installs Mintmark shall download.
 *
 * @param environment npm proves by the repository's address where a release was built. On GitHub Actions it is known;
 *   elsewhere the manifest's own stands, or none.
 */
export function publishedManifest(
  manifest: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = environment;
  const known =
    server !== undefined && repository !== undefined
      ? { ...manifest, repository: { type: 'git', url: `git+${server}/${repository}.git` } }
      : manifest;
  return Object.fromEntries(Object.entries(known).flatMap((field) => (kept.includes(field[0]) ? [field] : [])));
}
