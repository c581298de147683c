import type { Redirect, Script, ShellCommand } from './model.ts';

/** What surrounds a command and is true of every command below. */
export interface Surroundings {
  readonly loops: ShellCommand['loops'];
  readonly function: string | null;
  readonly conditional: boolean;
  readonly pipedFrom: number | null;
  /** Redirects of a group, loop or function around it. */
  readonly redirects: readonly Redirect[];
}

export const topLevel: Surroundings = {
  loops: [],
  function: null,
  conditional: false,
  pipedFrom: null,
  redirects: [],
};

/** What a reader says of a command; the rest comes from its surroundings. */
export type CommandFacts = Pick<ShellCommand, 'words' | 'assignments' | 'redirects' | 'line' | 'endLine'>;

/** Collects the commands of one script in the order of their text. */
export interface ScriptBuilder {
  /** Keeps a command's place before the commands inside its words are read; the number is good for `pipedFrom`. */
  reserve(): number;
  fill(slot: number, facts: CommandFacts, surroundings: Surroundings): void;
  /** `reserve` and `fill` at once. */
  add(facts: CommandFacts, surroundings: Surroundings): number;
  markUnread(line: number, endLine: number): void;
  script(): Script;
}

/** More commands than any script of people holds; what comes after is marked unread. */
const maxCommands = 20_000;

export function scriptBuilder(): ScriptBuilder {
  const slots: (ShellCommand | null)[] = [];
  const unread = new Set<number>();
  const markUnread = (line: number, endLine: number): void => {
    for (let at = line; at <= endLine; at++) unread.add(at);
  };
  const fill: ScriptBuilder['fill'] = (slot, facts, surroundings) => {
    if (slot >= maxCommands) {
      markUnread(facts.line, facts.endLine);
      return;
    }
    const { loops, conditional, pipedFrom } = surroundings;
    slots[slot] = {
      ...facts,
      redirects: withInherited(facts.redirects, surroundings.redirects),
      pipedFrom,
      loops,
      function: surroundings.function,
      conditional,
    };
  };
  const reserve = (): number => slots.push(null) - 1;
  return {
    reserve,
    fill,
    add: (facts, surroundings) => {
      const slot = reserve();
      fill(slot, facts, surroundings);
      return slot;
    },
    markUnread,
    script: () => ({ commands: compact(slots), unread: [...unread].sort((a, b) => a - b) }),
  };
}

/** A command's own redirect of a stream wins over that of the group around it. */
function withInherited(own: readonly Redirect[], inherited: readonly Redirect[]): readonly Redirect[] {
  if (inherited.length === 0) return own;
  const writes = own.some(isOutput);
  const reads = own.some((redirect) => !isOutput(redirect));
  return [...own, ...inherited.filter((redirect) => (isOutput(redirect) ? !writes : !reads))];
}

export function isOutput(redirect: Redirect): boolean {
  return redirect.operator === '>' || redirect.operator === '>>';
}

/** Leaves out the places that were kept but not needed, and renumbers what points at the others. */
function compact(slots: readonly (ShellCommand | null)[]): ShellCommand[] {
  const position: number[] = [];
  let count = 0;
  for (const slot of slots) position.push(slot === null ? -1 : count++);
  return slots
    .filter((slot) => slot !== null)
    .map((command) => {
      const from = command.pipedFrom === null ? -1 : (position[command.pipedFrom] ?? -1);
      return { ...command, pipedFrom: from < 0 ? null : from };
    });
}
