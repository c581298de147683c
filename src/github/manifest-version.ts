import { parse as parseToml } from 'smol-toml';
import { isRecord } from './told.ts';

/** Characters of a manifest that is read, at most. */
const mostCharacters = 512 * 1024;

const longestVersion = 200;

/**
 * The version that a manifest writes down: `version` of JSON, `project.version` or `package.version` of TOML. Null where
 * it writes none, computes it, or is of another kind. Never throws.
 */
export function manifestVersion(path: string, text: string): string | null {
  if (text.length > mostCharacters) return null;
  try {
    if (path.endsWith('.json')) return versionIn(JSON.parse(text));
    if (!path.endsWith('.toml')) return null;
    const document = parseToml(text);
    return versionIn(document['project']) ?? versionIn(document['package']);
  } catch {
    return null;
  }
}

function versionIn(value: unknown): string | null {
  const version = isRecord(value) ? value['version'] : null;
  return typeof version === 'string' && version.length <= longestVersion ? version : null;
}
