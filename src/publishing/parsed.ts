import type { Action, Workflow } from '../workflows/model.ts';
import { parseAction } from '../workflows/parse-action.ts';
import { parseWorkflow } from '../workflows/parse-workflow.ts';

/** Files as they were parsed, each text once: for maps of files that are nearly the same. */
export interface Parsed {
  workflow(text: string, path: string): Workflow;
  action(text: string, path: string): Action;
}

export function parsedOnce(): Parsed {
  return { workflow: once(parseWorkflow), action: once(parseAction) };
}

function once<Result>(parse: (text: string, path: string) => Result): typeof parse {
  const known = new Map<string, Result>();
  return (text, path) => {
    const key = `${path}\n${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const result = parse(text, path);
    known.set(key, result);
    return result;
  };
}
