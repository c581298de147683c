import type { Act } from '../registries/act.ts';
import type { CredentialRules } from '../registries/recogniser.ts';
import type { Registry } from '../registries/registry.ts';
import { seen } from '../types/observation.ts';
import type { Place } from '../types/place.ts';
import { candidatesOf, emptyValue, joinValues, known, showValue, textOf, type Value } from '../types/values.ts';
import type { Arrival } from './credential-kinds.ts';
import { isCredentialVariable } from './credential-names.ts';
import type { Run } from './interpret/run.ts';
import { linesOf } from './interpret/writing.ts';

/**
 * Credentials in the files where a client looks for them: those that the job wrote, and the variables that those of the
 * repository name. A literal in a committed file is not asked for here: examples hold them as well.
 */
export function arrivalsByFile(registry: Registry, act: Act, index: number, run: Run): readonly Arrival[] {
  const { credentials } = registry;
  const written = run.written
    .filter(({ after }) => after <= index)
    .flatMap(({ path, content, at }) => readBy(registry, showValue(path), content, act, at));
  const committed = committedPaths(credentials, act).flatMap((path) => {
    const at = { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
    const content = known((seen(run.world.files.read(path)) ?? '').slice(0, mostText));
    return readBy(registry, path, content, act, at).filter(({ variable }) => variable !== null);
  });
  return [...written, ...committed].filter(
    ({ variable }) => variable === null || !isCredentialVariable(variable, credentials),
  );
}

const mostText = 65_536;

function readBy(registry: Registry, path: string, content: Value, act: Act, at: Place): readonly Arrival[] {
  return registry.credentials.files
    .filter((file) => path.endsWith(file.path))
    .flatMap(({ markers }) => credentialLines(content, markers, registry))
    .flatMap((value) => asClientReads(value, act.environment))
    .map(({ read, variable }) => ({ value: read, arrives: `file ${path}`, at, variable }));
}

/** Whether a setting is certainly for another registry: `//npm.pkg.example.com/:_authToken`. */
export function isForOther(setting: Value, registry: Registry): boolean {
  const [first] = setting;
  const host = first?.kind === 'text' ? /^\s*(\/\/[^/:\s]+[/:])/.exec(first.text)?.[1] : undefined;
  return host !== undefined && !registry.isHome(host);
}

/**
 * A setting as a client reads it: `${NAME}` and `${env.NAME}` are what the environment says. Several values where it is
 * made of several variables; `variable` is the name of the one.
 */
export function asClientReads(
  setting: Value,
  environment: ReadonlyMap<string, Value>,
): readonly { readonly read: Value; readonly variable: string | null }[] {
  const names = setting.flatMap((part) =>
    part.kind === 'text'
      ? [...part.text.matchAll(/\$\{(?:env\.)?([A-Za-z_]\w{0,200})(?:[:?-][^}]{0,200})?\}/g)].map(
          (match) => match[1] ?? '',
        )
      : [],
  );
  if (names.length === 0) return [{ read: setting, variable: null }];
  return names.map((name) => ({ read: environment.get(name) ?? emptyValue, variable: name }));
}

/** What stands behind a marker in its line; all lines where a file needs no marker, or an element goes over several. */
function credentialLines(content: Value, markers: readonly string[], registry: Registry): readonly Value[] {
  if (markers.length === 0) return [content];
  const lines = linesOf(content).filter((line) => !isForOther(line, registry));
  const marked = lines.flatMap((line) => {
    const value = behind(line, markers);
    return value === null ? [] : [value];
  });
  const isElement = markers.some((marker) => marker.startsWith('<'));
  return isElement && marked.length > 0 && marked.every((value) => value.length === 0) ? [joinValues(lines)] : marked;
}

/** `//host/:_authToken=X`, `<password>X</password>`, `password: "X"`: what the line says behind the marker. */
function behind(line: Value, markers: readonly string[]): Value | null {
  for (const [position, part] of line.entries()) {
    if (part.kind !== 'text') continue;
    for (const marker of markers) {
      const at = part.text.indexOf(marker);
      if (at < 0) continue;
      const rest = part.text.slice(at + marker.length).replace(/^\w{0,40}["']?[\s=:>"']{1,20}/, '');
      const value = joinValues([known(rest), line.slice(position + 1)]);
      const text = textOf(value);
      return text === null ? value : known(text.replace(/<\/.*$|["'\s]+$/gs, ''));
    }
  }
  return null;
}

/** Files of the repository that the act reads: beside its package, at the root, or named by one of its words. */
function committedPaths(rules: CredentialRules, act: Act): readonly string[] {
  const folders = ['', ...(candidatesOf(act.directory) ?? [])];
  const named = act.kind === 'command' ? act.words.flatMap((word) => candidatesOf(word) ?? []) : [];
  const paths = [
    ...folders.flatMap((folder) => rules.files.map(({ path }) => (folder === '' ? path : `${folder}/${path}`))),
    ...named
      .map((word) => word.replace(/^\.\//, ''))
      .filter((word) => rules.files.some(({ path }) => word.endsWith(path))),
  ];
  return [...new Set(paths)];
}
