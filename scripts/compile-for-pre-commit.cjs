// npm runs this after it has changed the packages of a checkout (its event `dependencies`). Only pre-commit has to have the
// code compiled then: it packs the checkout and installs that, and Node takes no TypeScript from an installed package. It is
// known by the variable of its environment. With the event `prepare`, npm would write about it where pre-commit reads the
// name of the packed file.
'use strict';

const { execFileSync } = require('node:child_process');
const path = require('node:path');

if (process.env.NODE_VIRTUAL_ENV)
  execFileSync(process.execPath, [path.join(__dirname, 'build.ts')], {
    cwd: path.join(__dirname, '..'),
    stdio: 'inherit',
  });
