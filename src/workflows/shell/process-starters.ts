/** How a call hands over the command that it starts. */
export interface Starter {
  /** Last name of what is called: `run` of `subprocess.run`. */
  readonly callee: readonly string[];
  /** Only as a member of one of these objects; any object, or none, where left out. */
  readonly object?: readonly string[];
  /** Arguments in front of the command. */
  readonly skip?: number;
}

/** Calls of Python that start processes, and the helpers that projects write around them. */
export const pythonStarters: readonly Starter[] = [
  { callee: ['run', 'call', 'check_call', 'check_output', 'Popen', 'getoutput', 'getstatusoutput'] },
  { callee: ['system', 'popen', 'create_subprocess_shell', 'create_subprocess_exec'] },
  { callee: ['sh', 'cmd', 'shell', 'run_cmd', 'run_command', 'execute', 'check_run', 'run_always', 'run_install'] },
  { callee: ['sudo', 'local'], object: ['c', 'ctx', 'context'] },
];

/** The same for JavaScript and TypeScript; tagged templates count by their tag. */
export const javascriptStarters: readonly Starter[] = [
  { callee: ['exec', 'execSync', 'execFile', 'execFileSync', 'execAsync', 'spawn', 'spawnSync', 'spawnAsync'] },
  { callee: ['execa', 'execaSync', 'execaCommand', 'execaCommandSync', 'execaNode', 'getExecOutput', 'x'] },
  { callee: ['sync', 'async', 'command', 'commandSync'], object: ['spawn', 'execa', 'crossSpawn'] },
  { callee: ['Command'], object: ['Deno'] },
  { callee: ['spawn', 'spawnSync'], object: ['Bun'] },
  { callee: ['sh', 'cmd', 'shell', 'run', 'runCmd', 'runCommand', 'run_cmd', 'execute', '$', '$sync'] },
];
