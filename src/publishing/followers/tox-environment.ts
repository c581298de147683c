import { expandBraces } from '../../types/glob.ts';
import { hiddenText } from './followed-script.ts';
import type { IniFile, IniLine } from './ini-file.ts';

/** What tox knows of one environment. */
export interface ToxEnvironment {
  readonly name: string;
  /** The value of a setting in the environment's own section, else in the base: lines that concern its factors. */
  readonly lines: (...keys: readonly string[]) => readonly IniLine[];
}

/** An environment by its name, whether it has a section of its own or not. */
export function toxEnvironment(file: IniFile, name: string): ToxEnvironment {
  const own = [...file].find(([section]) => {
    const written = section.startsWith('testenv:') ? section.slice('testenv:'.length) : null;
    return (
      written !== null &&
      expandBraces(written.replaceAll(' ', '')).some((each) => each === name || each.split(',').includes(name))
    );
  })?.[1];
  const base = file.get('testenv');
  const factors = new Set(name.split('-'));
  const lines = (...keys: readonly string[]) => {
    const found =
      [own, base].flatMap((section) => keys.flatMap((key) => (section?.has(key) ? [section.get(key) ?? []] : [])))[0] ??
      [];
    return found.flatMap((line) => forFactors(line, factors) ?? []);
  };
  return { name, lines };
}

/** `release: twine upload` only for environments with the factor; null for the others. */
function forFactors(line: IniLine, factors: ReadonlySet<string>): IniLine | null {
  const found = /^([!\w.{},-]+)\s*:\s+/.exec(line.text.slice(0, 300));
  if (found === null) return line;
  const holds = expandBraces(found[1] ?? '')
    .flatMap((each) => each.split(','))
    .some((group) =>
      group
        .split('-')
        .every((factor) => (factor.startsWith('!') ? !factors.has(factor.slice(1)) : factors.has(factor))),
    );
  return holds ? { ...line, text: line.text.slice(found[0].length) } : null;
}

export interface ToxValues {
  readonly file: IniFile | null;
  readonly environment: string;
  readonly arguments: readonly (string | null)[];
}

/** A command with tox's `{…}` replaced: what is not known becomes the shell's own variable, or hidden. */
export function fillToxText(text: string, values: ToxValues, depth = 0): string {
  if (depth > 8 || text.length > 20_000) return hiddenText;
  // The innermost first, for a default can hold references of its own.
  return text.replaceAll(
    /(?<!\\|\$)\{([^{}]{0,300})\}/g,
    (whole, inner: string) => valueOf(inner, values, depth) ?? whole,
  );
}

function valueOf(inner: string, values: ToxValues, depth: number): string | null {
  const [name = '', ...rest] = inner.split(':');
  const fallback = rest.join(':');
  if (name === 'posargs') {
    const given = values.arguments.map((word, index) => word ?? `\${${index + 1}}`).join(' ');
    return given === '' ? fallback : given;
  }
  if (name === 'env') return /^\w+$/.test(rest[0] ?? '') ? `\${${rest[0]}}` : hiddenText;
  if (name === 'envname' || name === 'env_name') return values.environment;
  if (name === '/' || name === '') return name === '/' ? '/' : ':';
  if (folders.has(name)) return '.';
  if (pythons.has(name)) return 'python';
  const [, section, key] = /^\[([^\]]+)\](\w+)$/.exec(inner) ?? [];
  if (section !== undefined && key !== undefined) {
    const lines = values.file?.get(section)?.get(key) ?? [];
    return lines.map((line) => fillToxText(line.text, values, depth + 1)).join('\n');
  }
  return /^\w+$/.test(name) ? hiddenText : null;
}

/** Absolute on the machine that tests; as far as files tell, the folder of the configuration. */
const folders: ReadonlySet<string> = new Set([
  'toxinidir',
  'tox_root',
  'changedir',
  'change_dir',
  'package_root',
  'setupdir',
]);

const pythons: ReadonlySet<string> = new Set(['envpython', 'env_python', 'basepython', 'base_python', 'py_dot_ver']);
