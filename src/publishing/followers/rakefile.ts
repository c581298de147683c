/** A task of a Rakefile, as far as a scan by indentation tells. */
export interface RakeTask {
  /** With its namespaces: `docs:build`. */
  readonly name: string;
  /** Names as written. */
  readonly prerequisites: readonly string[];
  readonly namespace: string;
  /** 1-based line of the task itself. */
  readonly line: number;
  /** Text of its block, from the line of the task. */
  readonly text: string;
}

/** The tasks of a Rakefile. Blocks are found by their indentation: `end` stands below the word that it ends. */
export function rakeTasks(source: string): readonly RakeTask[] {
  const lines = source.split('\n');
  const namespaces: { readonly name: string; readonly indent: number }[] = [];
  const tasks: RakeTask[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.length > 2000) continue;
    const indent = line.length - line.trimStart().length;
    while ((namespaces.at(-1)?.indent ?? -1) >= indent && /^\s*\S/.test(line)) namespaces.pop();
    const opened = /^\s*namespace\s*\(?\s*:?["']?([\w-]+)["']?\s*\)?\s+do\b/.exec(line)?.[1];
    if (opened !== undefined) namespaces.push({ name: opened, indent });
    const task = taskOf(line, lines.slice(index + 1, index + 6));
    if (task === null) continue;
    const namespace = namespaces.map(({ name }) => name).join(':');
    const name = namespace === '' ? task.name : `${namespace}:${task.name}`;
    const end = /\bdo\b|\{\s*(?:\||$)/.test(task.header)
      ? blockEnd(lines, index, indent)
      : index + task.header.split('\n').length;
    tasks.push({ ...task, name, namespace, line: index + 1, text: lines.slice(index, end).join('\n') });
    if (tasks.length >= 1000) break;
  }
  return tasks;
}

function taskOf(line: string, following: readonly string[]) {
  const found = /^\s*(?:multitask|task)\b\s*\(?\s*(?::?["']?([\w:!?-]+?)["']?\s*(?=$|[,)\s=]|do\b)|([\w-]+):\s)/.exec(
    line,
  );
  if (found === null) return null;
  // A list of prerequisites may go on over the next lines.
  const open = !/\bdo\b/.test(line) && /(?:=>\s*|\[[^\]]*|,\s*)$/.test(line);
  const header = open ? [line, ...following].join('\n') : line;
  const written = (found[1] ?? found[2] ?? '').replace(/:$/, '');
  const arrow = header.indexOf('=>');
  const needs =
    arrow === -1 ? (/^\s*\w+\s*\(?\s*["']?[\w-]+["']?:\s+(.*)/s.exec(header)?.[1] ?? '') : header.slice(arrow + 2);
  const list = needs.split(/\bdo\b/)[0] ?? '';
  const words = /%[wi][[({]([^\])}]*)/.exec(list)?.[1]?.split(/\s+/);
  const names =
    words ?? [...list.matchAll(/:"?([\w:!?-]+)"?|["']([\w:!?-]+)["']/g)].map((each) => each[1] ?? each[2] ?? '');
  return { name: written, prerequisites: names.filter((name) => name !== ''), header };
}

function blockEnd(lines: readonly string[], from: number, indent: number): number {
  const last = Math.min(lines.length, from + maximumBlock);
  for (let at = from + 1; at < last; at++) {
    const line = lines[at] ?? '';
    if (/^\s*(?:end\b|\})/.test(line) && line.length - line.trimStart().length <= indent) return at + 1;
  }
  return last;
}

/** Lines of a task; what goes on for longer has lost its `end`. */
const maximumBlock = 300;
