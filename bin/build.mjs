// Builds everything the shells run into .build/: the window's pages with Vite, the Node programs with esbuild.
//   node bin/build.mjs [--if-stale]     with --if-stale, only when a source is newer than the last build
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, '.build');
const stampFile = join(out, 'stamp');

function* filesUnder(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'recipe') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

/** Changes when any source changes: names, sizes and modification times of all of them. */
function sourcesStamp() {
  const hash = createHash('sha256');
  const folders = ['shared', 'electron', 'renderer', 'resources'].map((name) => join(root, name));
  const single = ['bin/build.mjs', 'package-lock.json'].map((name) => join(root, name));
  for (const file of [...folders.flatMap((folder) => [...filesUnder(folder)]), ...single].sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const stamp = sourcesStamp();
if (process.argv.includes('--if-stale') && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
  process.exit(0);
}

const [{ build: bundle }, { build: buildPages }] = await Promise.all([import('esbuild'), import('vite')]);

const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
const common = {
  bundle: true,
  platform: 'node',
  logLevel: 'warning',
  sourcemap: 'linked',
  legalComments: 'none',
  define: { __FENCELINE_VERSION__: JSON.stringify(version) },
};

// Programs that run on Node 24. better-sqlite3 stays outside: it finds its own native binary.
const nodePrograms = bundle({
  ...common,
  entryPoints: {
    cli: join(root, 'electron/cli.ts'),
    backend: join(root, 'electron/backend/process.ts'),
    checkpointer: join(root, 'electron/backend/checkpointing/thread.ts'),
    concluder: join(root, 'electron/backend/concluding/thread.ts'),
    reader: join(root, 'electron/import/reader-process.ts'),
  },
  outdir: join(out, 'node'),
  outExtension: { '.js': '.mjs' },
  format: 'esm',
  target: 'node24',
  external: ['better-sqlite3', 'electron'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
});

// The Electron shell, CommonJS for the oldest Electron we smoke-test on (Node 18).
const shell = bundle({
  ...common,
  entryPoints: { main: join(root, 'electron/main.ts'), preload: join(root, 'electron/preload.ts') },
  outdir: join(out, 'electron'),
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  target: 'node18',
  external: ['electron'],
});

const pages = buildPages({
  configFile: join(root, 'renderer/vite.config.ts'),
  root: join(root, 'renderer'),
  logLevel: 'warn',
  build: { outDir: join(out, 'renderer.new'), emptyOutDir: true },
});

await Promise.all([nodePrograms, shell, pages]);

// What the shells may serve, and nothing else: path -> type and digest, fixed at build time.
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const fresh = join(out, 'renderer.new');
const assets = {};
for (const file of filesUnder(fresh)) {
  const type = types[extname(file)];
  if (type === undefined) continue;
  assets[`/${relative(fresh, file).split('\\').join('/')}`] = {
    type,
    sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
  };
}
writeFileSync(join(fresh, 'assets.json'), JSON.stringify(assets, null, 1));
rmSync(join(out, 'renderer'), { recursive: true, force: true });
renameSync(fresh, join(out, 'renderer'));
mkdirSync(out, { recursive: true });
writeFileSync(stampFile, stamp);
