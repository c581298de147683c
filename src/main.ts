// The `mintmark` command, before anything else runs: it finds a Node that is new enough.
//
// This file must start on any Node, however old, so that the person in front of it gets a sentence instead of a syntax
// error. That is why it is plain JavaScript under a TypeScript name (no type annotations: an old Node runs it as it
// stands), CommonJS (the nearest package.json names no module type), and free of `node:` prefixes.

(function launch() {
  if (isNewEnough(process.versions.node)) {
    // Halves the time to start from the second run on. Beside the code, where whoever could tamper with the cache could
    // as well with the code; where that cannot be written to, nothing is kept.
    require('module').enableCompileCache(require('path').join(__dirname, '../node_modules/.cache/mintmark'));
    // A literal: the compiler rewrites its ending for the published package only if it can read it.
    void import('./cli/main.ts').then((cli) => cli.main());
    return;
  }
  const newer = findNewerNode();
  if (newer === null) explain();
  else handOver(newer);

  function isNewEnough(version = '') {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    return major > 24 || (major === 24 && minor >= 15);
  }

  /** The Node that npm installed beside this checkout, as a package for this platform; null where there is none. */
  function findNewerNode() {
    const name = 'node-' + (process.platform === 'win32' ? 'win' : process.platform) + '-' + process.arch;
    try {
      const manifest = require.resolve(name + '/package.json');
      if (!isNewEnough(require(manifest).version)) return null;
      const binary = process.platform === 'win32' ? 'node.exe' : 'node';
      return require('path').join(require('path').dirname(manifest), 'bin', binary);
    } catch {
      return null;
    }
  }

  /** Runs this file again with the newer Node, and ends as it ends. */
  function handOver(node = '') {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    // Before there is anything to forward to: a signal in between would end this process and leave the other
    for (const signal of signals) process.on(signal, () => child.kill(signal));
    const child = require('child_process').spawn(node, process.argv.slice(1), { stdio: 'inherit' });
    // A binary that cannot start here: a missing loader on Alpine, a file that lost its mode.
    child.on('error', explain);
    child.on('exit', () => {
      if (child.signalCode === null) process.exitCode = child.exitCode;
      else {
        for (const signal of signals) process.removeAllListeners(signal);
        process.kill(process.pid, child.signalCode);
      }
    });
  }

  function explain() {
    process.stderr.write(
      'mintmark needs Node 24.15 or later; this is Node ' +
        process.versions.node +
        ' (' +
        process.execPath +
        ').\n' +
        'In a checkout, `npm ci` brings one on Linux (x64, arm64) and Windows (x64).\n' +
        'Elsewhere, and on macOS, install Node 24 or later: https://nodejs.org\n',
    );
    process.exitCode = 2;
  }
})();
