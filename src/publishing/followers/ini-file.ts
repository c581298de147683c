import type { RepositoryFiles } from '../../types/repository-files.ts';
import { readText } from './tree.ts';

/** One line of a value. */
export interface IniLine {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** Sections of an INI file by name; values by key, line by line, comments left out. */
export type IniFile = ReadonlyMap<string, ReadonlyMap<string, readonly IniLine[]>>;

/** Reads an INI file as Python's configparser does; null where it is not there. */
export function readIni(files: RepositoryFiles, path: string): IniFile | null {
  const text = readText(files, path);
  return text === null ? null : parseIni(text);
}

function parseIni(text: string): IniFile {
  const sections = new Map<string, Map<string, IniLine[]>>();
  let section = new Map<string, IniLine[]>();
  let value: IniLine[] | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trimEnd();
    const content = line.trim();
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const header = /^\[([^\]]+)\]/.exec(line)?.[1];
    const key = /^([^\s=:[][^=:]{0,200})[=:]/.exec(line);
    if (/^\s/.test(line)) value?.push({ text: content, line: index + 1 });
    else if (header !== undefined) {
      section = sections.get(header) ?? new Map();
      sections.set(header, section);
      value = null;
    } else if (key !== null) {
      const first = line.slice(key[0].length).trim();
      value = first === '' ? [] : [{ text: first, line: index + 1 }];
      section.set(key[1]?.trim().toLowerCase() ?? '', value);
    }
  }
  return sections;
}
