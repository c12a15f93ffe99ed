'use strict';
// Makes a fresh clone runnable with only a system Node and npm: installs what is pinned, finds a Node of at least 24.
// Plain old CommonJS on purpose: it must parse on any Node, so that a wrong one gets a sentence and not a stack trace.
const fs = require('node:fs');
const path = require('node:path');
const crypto = require('node:crypto');
const { spawnSync, spawn } = require('node:child_process');

const ROOT = path.resolve(__dirname, '..');
const OLDEST_SYSTEM_NODE = 20;
const RUNTIME_NODE = 24;

function major(version) {
  return Number(/^v?(\d+)/.exec(version)[1]);
}

function fail(message, code) {
  process.stderr.write(`fenceline: ${message}\n`);
  process.exit(code === undefined ? 1 : code);
}

function checkSystemNode() {
  if (major(process.version) < OLDEST_SYSTEM_NODE) {
    fail(`Node ${OLDEST_SYSTEM_NODE} or newer is needed to set up; this is ${process.version}.`, 2);
  }
}

function pinnedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(ROOT, 'node_modules', 'node', 'bin', name);
}

function npm(args) {
  // Everything npm says goes to stderr: stdout belongs to the command being run.
  const result = spawnSync('npm', args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.error) fail(`npm could not be started (${result.error.message}). Is npm installed?`);
  if (result.status !== 0) fail(`npm ${args.join(' ')} failed; its messages are above.`);
}

function lockDigest() {
  return crypto
    .createHash('sha256')
    .update(fs.readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex');
}

/** Installs the pinned packages when node_modules is missing or older than the lockfile. */
function ensureInstalled() {
  const lockfile = path.join(ROOT, 'package-lock.json');
  if (!fs.existsSync(lockfile)) return; // a packaged build carries its modules
  const stamp = path.join(ROOT, 'node_modules', '.fenceline-installed');
  const wanted = lockDigest();
  const found = fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : '';
  if (found === wanted) return;
  process.stderr.write('fenceline: installing packages (once)\n');
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (major(process.version) < RUNTIME_NODE && !fs.existsSync(pinnedNode())) {
    npm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']);
  }
  fs.writeFileSync(stamp, wanted);
}

/** The Node to run on: this one when it is new enough, else the pinned one. */
function runtimeNode() {
  if (major(process.version) >= RUNTIME_NODE) return process.execPath;
  if (fs.existsSync(pinnedNode())) return pinnedNode();
  return fail(
    'Node ' +
      RUNTIME_NODE +
      ' or newer is needed to run; this is ' +
      process.version +
      ' and the pinned one is missing.',
    2,
  );
}

/** Runs a script on the runtime Node with our terminal, and ends as it ends: signals and exit code are passed on. */
function runOnRuntime(script, args, nodeArguments = []) {
  const node = runtimeNode();
  const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + (process.env.PATH || '') };
  const child = spawn(node, nodeArguments.concat(script, args), { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`could not start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    } else {
      process.exit(code === null ? 1 : code);
    }
  });
}

module.exports = { ROOT, checkSystemNode, ensureInstalled, runtimeNode, runOnRuntime, fail };
