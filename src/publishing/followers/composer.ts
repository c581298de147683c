import type { RepositoryFiles } from '../../types/repository-files.ts';
import { optionValue, readArguments } from './arguments.ts';
import { type FollowedCommand, type FollowedScript, followedScript } from './followed-script.ts';
import { type JsonFile, membersOf, nodeAt, readJson, textsAt } from './json-file.ts';
import { folderOf, nearestFile, resolvePath } from './tree.ts';
import { wordList } from './word-list.ts';

/** `composer run X`, `composer X`: scripts, of which `@other` names another. */
export function followComposer(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, { values: ['-d', '--working-dir', '--timeout'], stopAfter: 1 });
  const [first] = given.positionals;
  const isRun = first === 'run' || first === 'run-script';
  const inner = isRun
    ? readArguments(given.rest, { values: ['--timeout', '-d', '--working-dir'], stopAfter: 1 })
    : given;
  const [name] = inner.positionals;
  const folder = resolvePath(command.directory, optionValue(given, '-d', '--working-dir') ?? '.');
  const path = folder === null ? null : nearestFile(files, folder, ['composer.json']);
  const json = path === null ? null : readJson(files, path);
  if (json === null || typeof name !== 'string' || (!isRun && composerCommands.has(name))) return [];
  const handed = inner.rest[0] === '--' ? inner.rest.slice(1) : inner.rest;
  return scriptsOf(json, name, handed, new Set());
}

function scriptsOf(
  json: JsonFile,
  name: string,
  appended: readonly (string | null)[],
  visited: Set<string>,
): readonly FollowedScript[] {
  const node = membersOf(nodeAt(json, 'scripts')).find(([key]) => key === name)?.[1] ?? null;
  if (visited.has(name) || visited.size > 100) return [];
  visited.add(name);
  const environment = new Map<string, string>();
  return textsAt(json, node).flatMap(({ text, line }) => {
    const [, kind = '', rest = ''] = /^@(php|composer|putenv|no_additional_args)?\s*(.*)$/s.exec(text) ?? [];
    const parts = {
      path: json.path,
      line,
      directory: folderOf(json.path),
      environment: new Map(environment),
      appended,
      label: `composer run ${name}`,
    };
    if (kind === 'putenv') {
      const equals = rest.indexOf('=');
      if (equals > 0) environment.set(rest.slice(0, equals), rest.slice(equals + 1));
      return [];
    }
    if (kind === 'php' || kind === 'composer') return [followedScript({ ...parts, text: `${kind} ${rest}` })];
    if (text.startsWith('@')) {
      const [other = '', ...handed] = text.slice(1).split(' ');
      return scriptsOf(json, other, handed, visited);
    }
    // `Vendor\\Class::method` is PHP of a package.
    return /^[\w\\]+(?:::\w+)?$/.test(text) && /[\\:]/.test(text) ? [] : [followedScript({ ...parts, text })];
  });
}

const composerCommands: ReadonlySet<string> = new Set(
  wordList(`
  about archive audit browse bump check-platform-reqs clear-cache config create-project
  depends diagnose dump-autoload dumpautoload exec fund global help init install i
  licenses list outdated prohibits reinstall remove require search self-update show
  status suggests update u upgrade validate why why-not
`),
);
