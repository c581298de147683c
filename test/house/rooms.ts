/** What the files of one room may hold on to. */
interface Room {
  /** Rooms whose files they may import. Their own room is always among them. */
  readonly mayImport: readonly string[];
  /** Why Node's own modules are needed here, for the few rooms that touch the world. */
  readonly touchesTheWorld?: string;
}

const belowControls = [
  'publishing',
  'ledger',
  'provenance',
  'principles',
  'workflows',
  'registries',
  'github',
  'http',
  'types',
];

/**
 * The rooms of `src/`, from the top of the house down. Imports run downward only; a new room is a line here. `reports`
 * sees the report's type and not where it came from, and controls are pure.
 */
export const rooms: Readonly<Record<string, Room>> = {
  cli: {
    mayImport: [
      'app',
      'web',
      'sandbox',
      'jobs',
      'store',
      'fixes',
      'audit',
      'exercises',
      'reports',
      'controls',
      'policy',
      'repository',
      ...belowControls,
    ],
    touchesTheWorld: 'it is the command',
  },
  app: {
    mayImport: ['web', 'jobs', 'store', 'github', 'http', 'registries', 'provenance', 'types'],
    touchesTheWorld: 'it is the server',
  },
  web: {
    mayImport: ['jobs', 'store', 'audit', 'reports', 'controls', 'policy', ...belowControls],
  },
  sandbox: { mayImport: ['types'], touchesTheWorld: 'it is a server, with objects as git hashes them' },
  jobs: {
    mayImport: ['store', 'fixes', 'audit', 'reports', 'controls', 'policy', ...belowControls],
    touchesTheWorld: 'it hashes what audits start from',
  },
  store: {
    mayImport: ['github', 'http', 'ledger', 'registries', 'types'],
    touchesTheWorld: 'it opens the database and locks its folder',
  },
  fixes: { mayImport: ['audit', 'controls', 'policy', ...belowControls] },
  audit: {
    mayImport: ['controls', 'policy', ...belowControls],
    touchesTheWorld: 'it hashes what has been verified, so that nothing is verified twice',
  },
  exercises: { mayImport: ['reports', 'controls', 'registries', 'types'] },
  reports: { mayImport: ['types'] },
  controls: { mayImport: ['policy', ...belowControls] },
  publishing: { mayImport: ['workflows', 'registries', 'types'] },
  ledger: { mayImport: ['provenance', 'registries', 'github', 'policy', 'types'] },
  principles: { mayImport: ['registries', 'types'] },
  workflows: { mayImport: ['types'], touchesTheWorld: 'it loads the grammars of shells from its own dependencies' },
  registries: { mayImport: ['http', 'types'] },
  http: { mayImport: ['types'], touchesTheWorld: 'it asks registries' },
  github: { mayImport: ['types'], touchesTheWorld: 'it asks GitHub' },
  policy: { mayImport: ['types'] },
  provenance: { mayImport: ['types'] },
  repository: { mayImport: ['types'], touchesTheWorld: 'it reads the checkout' },
  types: { mayImport: [] },
};
