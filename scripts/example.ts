// `npm run example`: audits the repository that ships as an example, then this checkout itself.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');

for (const words of [
  ['audit', 'examples/coin-press', '--offline'],
  ['audit', '.', '--offline'],
]) {
  console.log(`\n$ mintmark ${words.join(' ')}\n`);
  const { status } = spawnSync(process.execPath, ['src/main.ts', ...words], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
