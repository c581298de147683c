import type { FileProblem } from '../../types/repository-files.ts';
import { buildTree } from './build-tree.ts';
import { composeBounded } from './compose.ts';
import { yamlLimits } from './limits.ts';
import type { YamlNode } from './node.ts';
import { positionsIn } from './positions.ts';
import { type ProblemLog, startProblemLog } from './problem-log.ts';
import { yamlMistakes } from './yaml-mistakes.ts';

/** A YAML file as far as it could be read. */
export interface YamlReading {
  /** Null for an empty file, and for one that is refused. */
  readonly root: YamlNode | null;
  readonly problems: readonly FileProblem[];
}

/**
 * Reads the first document of a YAML file with the place of every value. Never throws, and takes bounded time: what is
 * too large, too deep, or unfolds to too much is refused with a single problem.
 */
export function readYaml(text: string, path: string): YamlReading {
  const log = startProblemLog(path);
  const root = readRoot(text, path, log);
  return { root, problems: log.problems() };
}

function readRoot(text: string, path: string, log: ProblemLog): YamlNode | null {
  if (Buffer.byteLength(text) > yamlLimits.bytes) {
    log.add(null, 'The file is larger than 1 MiB, so it is not read.');
    return null;
  }
  // Editors do not count the mark as a column.
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const positions = positionsIn(source, path);
  const composition = composeBounded(source);
  if (composition.state === 'refused') {
    log.add(positions.lineAt(composition.offset), composition.message);
    return null;
  }

  const { document, second } = composition;
  for (const { code, pos } of document.errors)
    log.add(positions.lineAt(pos[0]), `This is not valid YAML: ${yamlMistakes[code]}.`);
  if (second !== null) log.add(positions.lineAt(second), 'A second YAML document starts here; only the first is read.');
  const root = document.contents === null ? null : buildTree(document.contents, positions, log);
  return root?.kind === 'scalar' && root.style === 'plain' && root.value === '' ? null : root;
}
