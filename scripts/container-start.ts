// What the container image runs: Docker and Kubernetes hand secrets over as files, and Mintmark takes them from the
// environment. `docs/deploying.md` lists the settings that may be files.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { secretsFromFiles } from './container/secret-files.ts';

try {
  Object.assign(
    process.env,
    secretsFromFiles(process.env, (path) => readFileSync(path, 'utf8')),
  );
} catch (error) {
  console.error(`mintmark: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
}
// In the image, the compiled command is one folder up.
await import(new URL('../dist/main.js', import.meta.url).href);
