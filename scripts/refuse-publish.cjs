// A checkout is not what is published: its package.json brings a whole Node for development.
'use strict';

process.stderr.write('Not from here: `npm run build` makes package/, and the release workflow publishes that.\n');
process.exitCode = 1;
