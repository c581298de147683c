// `npm run check`: everything that judges the code without running it, side by side, each by its name.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');

const checks = [
  { name: 'types', command: 'tsc --noEmit' },
  { name: 'lint', command: 'oxlint --type-aware --deny-warnings' },
  { name: 'format', command: 'biome check --error-on-warnings' },
  { name: 'unused', command: 'knip' },
] as const;

const results = await Promise.all(checks.map(run));
for (const { name, command, passed, seconds, output } of results) {
  const heading = `${passed ? 'ok    ' : 'FAILED'}  ${name.padEnd(7)} ${command}  (${seconds.toFixed(1)} s)`;
  console.log(passed ? heading : `${heading}\n\n${output.trim()}\n`);
}
const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
console.log(failed.length === 0 ? 'All checks pass.' : `Failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

interface Result {
  readonly name: string;
  readonly command: string;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

/** Runs one of the commands above. They are literals, so a shell may find them: on Windows only a shell can. */
function run({ name, command }: (typeof checks)[number]): Promise<Result> {
  const started = performance.now();
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn(command, { cwd: root, shell: true, env: { ...process.env, PATH: path } });
  const output: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => output.push(piece));
  child.stderr.on('data', (piece: Buffer) => output.push(piece));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        name,
        command,
        passed: code === 0,
        seconds: (performance.now() - started) / 1000,
        output: Buffer.concat(output).toString('utf8'),
      }),
    );
  });
}
