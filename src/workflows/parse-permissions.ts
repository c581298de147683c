import type { PermissionLevel, Permissions } from './model.ts';
import { placeOf } from './parse-fields.ts';
import { type ProblemLog, showName, type YamlPair } from './yaml/index.ts';

/** A `permissions:` key with its value as written; null where it is not there or cannot be understood. */
export function parsePermissions(pair: YamlPair | null, log: ProblemLog): Permissions | null {
  if (pair === null) return null;
  const at = placeOf(pair);
  const { value } = pair;
  if (value.kind === 'scalar' && (value.value === 'read-all' || value.value === 'write-all'))
    return { at, all: value.value, scopes: [] };
  if (value.kind !== 'mapping') {
    log.add(pair.key.at.line, '`permissions` must be `read-all`, `write-all` or a mapping of scopes.');
    return null;
  }
  return { at, all: value.pairs.length === 0 ? 'none' : null, scopes: scopesIn(value.pairs, log) };
}

function scopesIn(pairs: readonly YamlPair[], log: ProblemLog): Permissions['scopes'] {
  return pairs.flatMap((pair) => {
    const level = levels.find((known) => pair.value.kind === 'scalar' && pair.value.value === known);
    if (level !== undefined) return [{ scope: pair.key.value, level, at: placeOf(pair) }];
    log.add(pair.key.at.line, `The permission ${showName(pair.key.value)} must be \`read\`, \`write\` or \`none\`.`);
    return [];
  });
}

const levels: readonly PermissionLevel[] = ['none', 'read', 'write'];
