import type { RepositoryFiles } from '../../types/repository-files.ts';
import { hasOption, optionValue, readArguments } from './arguments.ts';
import { type FollowedCommand, type FollowedScript, followedScript } from './followed-script.ts';
import { type PythonFunction, pythonFunctions, withCalled } from './python-functions.ts';
import { folderOf, nearestFile, readText, resolvePath } from './tree.ts';

type Words = readonly (string | null)[];

/** `nox -s publish -- args`: the sessions' functions, with those of the file that they call. */
export function followNox(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const given = readArguments(command.words, { values: ['-f', '--noxfile'] });
  if (hasOption(given, '-l', '--list', '--list-sessions')) return [];
  const path = resolvePath(command.directory, optionValue(given, '-f', '--noxfile') ?? 'noxfile.py');
  const text = path === null ? null : readText(files, path);
  if (path === null || text === null) return [];
  const functions = pythonFunctions(text);
  const sessions = functions.filter(isSession);
  const dashes = command.words.indexOf('--');
  const asked = sessionNames(dashes === -1 ? command.words : command.words.slice(0, dashes));
  const listed = /^nox\.options\.sessions\s*=\s*[[(]([^\])]{0,2000})/m.exec(text)?.[1];
  const standard =
    listed === undefined ? null : [...listed.matchAll(/["']([^"']+)["']/g)].map((found) => found[1] ?? '');
  const chosen = asked ?? standard;
  const handed = given.afterDashes ?? [];
  return sessions
    .filter((session) =>
      chosen === null
        ? !/default\s*=\s*False/.test(session.decorators.join())
        : chosen.some((name) => name !== null && isNamed(session, name)),
    )
    .flatMap((session) => functionScripts(functions, session, path, handed, `nox -s ${sessionName(session)}`));
}

/** `inv release`, `invoke docs.build`: the task's function in `tasks.py`. */
export function followInvoke(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const path = nearestFile(files, command.directory, ['tasks.py', 'tasks/__init__.py']);
  const text = path === null ? null : readText(files, path);
  if (path === null || text === null) return [];
  const functions = pythonFunctions(text);
  const tasks = functions.filter(({ decorators }) => decorators.some((each) => /^@(?:\w+\.)?task\b/.test(each)));
  const names = command.words.flatMap((word) =>
    word === null || word.startsWith('-') ? [] : [word.replaceAll('-', '_')],
  );
  return tasks
    .filter(({ name }) => names.some((wanted) => wanted === name || wanted.split('.').at(-1) === name))
    .flatMap((task) => functionScripts(functions, task, path, [], `invoke ${task.name}`));
}

/** A function's text, and the texts of those it calls, as Python. */
export function functionScripts(
  functions: readonly PythonFunction[],
  first: PythonFunction,
  path: string,
  handed: Words,
  label: string,
  directory = folderOf(path),
): readonly FollowedScript[] {
  return withCalled(functions, first).map(({ line, text }) =>
    followedScript({ path, line, text, dialect: 'python', directory, arguments: handed, label }),
  );
}

function isSession({ decorators }: PythonFunction): boolean {
  return decorators.some((decorator) => /^@(?:\w+\.)?session\b/.test(decorator));
}

function sessionName(session: PythonFunction): string {
  const named = session.decorators.map((decorator) => /\bname\s*=\s*["']([^"']{1,200})["']/.exec(decorator)?.[1]);
  return named.find((name) => name !== undefined) ?? session.name;
}

/** `tests-3.12` and `tests(django='5')` are the session `tests`. */
function isNamed(session: PythonFunction, wanted: string): boolean {
  const name = sessionName(session);
  return [wanted, wanted.replace(/\(.*$/s, ''), wanted.replace(/-[\d.]+$/, '')].some((each) => each === name);
}

/** What follows `-s`, `-e`, `--session(s)`, up to the next option; null where none is asked for. */
function sessionNames(words: Words): Words | null {
  let names: (string | null)[] | null = null;
  let taking = false;
  for (const word of words) {
    const option = /^(?:-s|-e|--sessions?)(?:=(.*))?$/s.exec(word ?? '');
    if (option !== null) {
      names ??= [];
      if (option[1] !== undefined) names.push(...option[1].split(','));
      taking = option[1] === undefined;
    } else if (word?.startsWith('-') === true) taking = false;
    else if (taking) names?.push(...(word === null ? [null] : word.split(',')));
  }
  return names;
}
