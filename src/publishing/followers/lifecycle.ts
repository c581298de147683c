type Lifecycle = ReadonlyMap<string, readonly string[]>;

const publishing = ['prepublishOnly', 'prepack', 'prepare', 'postpack', 'publish', 'postpublish'];
const versioning = ['preversion', 'version', 'postversion'];
const packing = ['prepack', 'prepare', 'postpack'];

/** Scripts that npm runs by itself around its commands (docs.npmjs.com, "scripts", life cycle operation order). */
export const npmLifecycle: Lifecycle = new Map([
  ['publish', publishing],
  ['pack', packing],
  ['version', versioning],
]);

/** pnpm keeps to npm's, and runs the old `prepublish` before them when it publishes. */
export const pnpmLifecycle: Lifecycle = new Map([
  ['publish', ['prepublish', ...publishing]],
  ['pack', packing],
  ['version', versioning],
]);

/** Yarn 1. */
export const classicYarnLifecycle: Lifecycle = new Map([
  ['publish', ['prepublish', 'prepare', 'prepublishOnly', 'prepack', 'postpack', 'publish', 'postpublish']],
  ['pack', ['prepublish', 'prepare', 'prepack', 'postpack']],
  ['version', versioning],
]);

/** Yarn 2 and later: no hooks around scripts of the user, and a short list of its own (yarnpkg.com, "lifecycle scripts"). */
export const modernYarnLifecycle: Lifecycle = new Map([
  ['publish', ['prepublish', 'prepack', 'postpack']],
  ['pack', ['prepack', 'postpack']],
]);

export const bunLifecycle: Lifecycle = new Map([
  ['publish', ['prepublishOnly', 'prepack', 'prepare', 'postpack', 'publish', 'postpublish']],
]);
