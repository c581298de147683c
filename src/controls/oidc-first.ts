import type { Publication } from '../publishing/publication.ts';
import type { RepositoryFiles } from '../types/repository-files.ts';
import { toolOf } from './publishing-tool.ts';

/**
 * Whether the tool tries OIDC before it looks at a token, and falls back to the token where that fails. All others that
 * know OIDC take a token that they are given.
 */
export function triesOidcFirst(publication: Publication, files: RepositoryFiles): boolean {
  if (publication.registry !== 'npm') return false;
  const tool = toolOf(publication);
  const row = oidcFirst.find(({ tools }) => tools.some((name) => tool === name));
  if (row === undefined) return false;
  if (row.since === undefined) return true;
  const major = majorOf(row.since.package, files);
  return major === null || major >= row.since.major;
}

interface OidcFirst {
  readonly tools: readonly string[];
  /** First major version that does, where the project's own package.json can tell which it uses. */
  readonly since?: { readonly package: string; readonly major: number };
}

/** What runs npm or pnpm underneath does as they do. */
const oidcFirst: readonly OidcFirst[] = [
  {
    tools: [
      'npm publish',
      'npm stage publish',
      'pnpm publish',
      'pnpm -r publish',
      'changeset publish',
      'changesets/action/publish',
      'nx release',
      'nx release publish',
    ],
  },
  { tools: ['lerna publish'], since: { package: 'lerna', major: 9 } },
  {
    tools: ['semantic-release', 'cycjimmy/semantic-release-action'],
    since: { package: 'semantic-release', major: 25 },
  },
];

/** The lowest major version that package.json asks for; null where it asks for none or for any. */
function majorOf(name: string, files: RepositoryFiles): number | null {
  const reading = files.read('package.json');
  if (reading.state !== 'seen') return null;
  const manifest = parsed(reading.value);
  const range = field(field(manifest, 'devDependencies'), name) ?? field(field(manifest, 'dependencies'), name);
  const major = typeof range === 'string' ? /^[~^>=v\s]{0,4}(\d{1,4})(?:\.|$)/.exec(range)?.[1] : undefined;
  return major === undefined ? null : Number(major);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
