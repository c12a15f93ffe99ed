#!/usr/bin/env node
'use strict';
// The launcher of every shell: installs and builds when needed, then runs the command line on a Node of at least 24.
const { ROOT, checkSystemNode, ensureInstalled, runtimeNode, runOnRuntime, fail } = require('./bootstrap.cjs');
const path = require('node:path');
const { spawnSync } = require('node:child_process');
const { NODE_ARGUMENTS } = require('./node-arguments.cjs');

checkSystemNode();
ensureInstalled();
const build = spawnSync(runtimeNode(), [path.join(__dirname, 'build.mjs'), '--if-stale'], {
  cwd: ROOT,
  stdio: ['ignore', 2, 2],
});
if (build.status !== 0) fail('the build failed; its messages are above.');
runOnRuntime(path.join(ROOT, '.build', 'node', 'cli.mjs'), process.argv.slice(2), NODE_ARGUMENTS);
