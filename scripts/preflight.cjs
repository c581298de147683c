// Says what is missing where the running Node is too old for the project's scripts. It has to start on any Node, so it
// is plain CommonJS in the words of an old JavaScript.
'use strict';

var needed = [24, 15];
var have = process.versions.node.split('.').map(Number);

if (have[0] < needed[0] || (have[0] === needed[0] && have[1] < needed[1])) {
  process.stderr.write(
    [
      'Mintmark needs Node ' + needed.join('.') + ' or later; this is Node ' + process.versions.node + '.',
      '  ' + process.execPath,
      'On Linux (x64, arm64) and Windows (x64), `npm ci` brings Node 24 as an optional dependency, and npm scripts run',
      'on it: call `npm ci` without --omit=optional, then the script again with `npm run`.',
      'Elsewhere, and on macOS, install Node 24 or later: https://nodejs.org',
      '',
    ].join('\n'),
  );
  process.exitCode = 2;
}
