'use strict';
// node bin/run.cjs SCRIPT [ARGS…]: installs if needed, then runs SCRIPT on a Node of at least 24.
const { ROOT, checkSystemNode, ensureInstalled, runOnRuntime, fail } = require('./bootstrap.cjs');
const path = require('node:path');

checkSystemNode();
if (process.argv.length < 3) fail('usage: node bin/run.cjs SCRIPT [ARGS…]', 2);
ensureInstalled();
runOnRuntime(path.join(ROOT, process.argv[2]), process.argv.slice(3));
