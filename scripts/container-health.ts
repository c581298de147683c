// The health check of the container image, which has no other program that could ask.
import process from 'node:process';

const port = process.env['PORT'] || '3000';
const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4000) }).catch(() => null);
process.exitCode = answer?.ok === true ? 0 : 1;
