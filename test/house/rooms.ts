/** What the files of one room may hold on to. */
interface Room {
  /** Rooms whose files they may import. Their own room is always among them. */
  readonly mayImport: readonly string[];
  /** Why Node's own modules are needed here, for the few rooms that touch the world. */
  readonly touchesTheWorld?: string;
}

const belowControls = ['publishing', 'principles', 'workflows', 'registries', 'github', 'types'];

/**
 * The rooms of `src/`, from the top of the house down. Imports run downward only; a new room is a line here. `reports`
 * sees the report's type and not where it came from, and controls are pure.
 */
export const rooms: Readonly<Record<string, Room>> = {
  cli: {
    mayImport: ['audit', 'reports', 'controls', 'policy', 'repository', ...belowControls],
    touchesTheWorld: 'it is the command',
  },
  audit: { mayImport: ['controls', 'policy', ...belowControls] },
  reports: { mayImport: ['types'] },
  controls: { mayImport: ['policy', ...belowControls] },
  publishing: { mayImport: ['workflows', 'registries', 'types'] },
  principles: { mayImport: ['registries', 'types'] },
  workflows: { mayImport: ['types'], touchesTheWorld: 'it loads the grammars of shells from its own dependencies' },
  registries: { mayImport: ['types'] },
  github: { mayImport: ['types'] },
  policy: { mayImport: ['types'] },
  repository: { mayImport: ['types'], touchesTheWorld: 'it reads the checkout' },
  types: { mayImport: [] },
};
