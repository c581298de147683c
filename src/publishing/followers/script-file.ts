import type { RepositoryFiles } from '../../types/repository-files.ts';
import { type Language, languageOf } from './dialect.ts';
import { type FollowedCommand, type FollowedScript, followedScript } from './followed-script.ts';
import { stringCommands } from './string-commands.ts';
import { baseName, readText, resolvePath } from './tree.ts';

/** A command whose program is itself a file of the tree: `./scripts/release.sh`, `.\build.ps1`, `scripts/publish`. */
export function followPath(command: FollowedCommand, files: RepositoryFiles): readonly FollowedScript[] {
  const { path, words } = command;
  if (path === null) return [];
  return scriptFile({ written: path, words, directory: command.directory, label: path }, files);
}

export interface ScriptCall {
  /** The file as the command names it. */
  readonly written: string;
  /** What the script is handed. */
  readonly words: readonly (string | null)[];
  /** Folder it runs in. */
  readonly directory: string;
  readonly label: string;
  /** What it is read as, where the command says it; else by the file itself. */
  readonly language?: Language;
  readonly environment?: ReadonlyMap<string, string>;
}

/** The text of a file of the tree as the script it is; empty where it is not there or cannot be read as one. */
export function scriptFile(call: ScriptCall, files: RepositoryFiles): readonly FollowedScript[] {
  const path = resolvePath(call.directory, call.written);
  const text = path === null || buildWrappers.has(baseName(path).toLowerCase()) ? null : readText(files, path);
  if (path === null || text === null) return [];
  const language = call.language === undefined ? languageOf(path, text) : call.language;
  const { directory, label, words, environment } = call;
  const parts = { path, directory, label, arguments: words, ...(environment && { environment }) };
  if (language === null) return [];
  if (language === 'ruby' || language === 'php') return stringCommands(text, 1, parts);
  return [followedScript({ ...parts, line: 1, text, dialect: language })];
}

/** Generated starters of build tools: long, the same everywhere, and silent on what the build does. */
const buildWrappers: ReadonlySet<string> = new Set(['gradlew', 'gradlew.bat', 'mvnw', 'mvnw.cmd', 'millw', 'sbtx']);
