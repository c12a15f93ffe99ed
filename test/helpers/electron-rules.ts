import { parseSync } from 'oxc-parser';
import { securePreferences } from '../../electron/security.ts';

/**
 * Electron's security checklist as far as it can be read off the source of the shells: walks the syntax tree, so that a comment
 * or a string in a message is not taken for a use.
 */

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
  }
}

/** The name of `a`, of `x.a` and of `x['a']`. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier') return node.name as string;
  if (node.type === 'Literal') return String(node.value);
  if (node.type === 'MemberExpression') return nameOf(node.property);
  if (node.type === 'ChainExpression') return nameOf(node.expression);
  return '';
}

/** The text of a string or of the first part of a template. */
function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral') return null;
  const [first] = node.quasis as { value: { raw: string } }[];
  return first?.value.raw ?? null;
}

const argumentsOf = (node: Node): readonly Node[] => (node.arguments as Node[] | undefined) ?? [];

/** What a setting must be, where it is written at all. `never`: in any form. */
const settings: Readonly<Record<string, boolean | 'never'>> = {
  ...securePreferences,
  javascript: false,
  bypassCSP: false,
  allowServiceWorkers: false,
  corsEnabled: false,
  allowExtensions: false,
  stream: false,
  enableBlinkFeatures: 'never',
  allowpopups: 'never',
  // Of child processes: a shell would read what it is given as commands.
  shell: false,
};

const forbiddenCalls = new Set([
  'openExternal',
  'openPath',
  'executeJavaScript',
  'executeJavaScriptInIsolatedWorld',
  'insertCSS',
  'loadFile',
  'registerFileProtocol',
  'interceptFileProtocol',
  'registerHttpProtocol',
  'registerPreloadScript',
  'setPreloads',
  'sendSync',
  'eval',
  'fetch',
  'unsafeMode',
  'loadExtension',
]);
const forbiddenImports = new Set([
  '@electron/remote',
  'electron/remote',
  'vm',
  'https',
  'http2',
  'dgram',
  'tls',
  'dns',
  'inspector',
]);
const forbiddenOfElectron = new Set([
  'shell',
  'desktopCapturer',
  'autoUpdater',
  'crashReporter',
  'net',
  'webFrame',
  'BrowserView',
  'remote',
]);
const handlersThatDeny = new Set([
  'setPermissionRequestHandler',
  'setPermissionCheckHandler',
  'setWindowOpenHandler',
  'setDevicePermissionHandler',
]);
const windowClasses = new Set(['BrowserWindow', 'WebContentsView', 'BrowserView']);

/** Where the one use of something is, and why it is right there. */
const onlyIn: readonly { readonly file: string; readonly rule: string }[] = [
  // The gate, with the sender check.
  { file: 'electron/ipc/register.ts', rule: 'ipcMain outside the gate' },
  // The loopback host, on 127.0.0.1.
  { file: 'electron/host/host.ts', rule: 'a server' },
  // Chromium refuses its own sandbox to root; see the comment there.
  { file: 'electron/print/chromium.ts', rule: 'switch no-sandbox' },
  // The bridge says which shell it is; a sandboxed preload starts no processes.
  { file: 'electron/preload.ts', rule: 'setting shell' },
];

type Rule = (node: Node, isCall: boolean) => string | null;

const rules: readonly Rule[] = [
  (node, isCall) => (isCall && forbiddenCalls.has(calledName(node)) ? `call of ${calledName(node)}` : null),
  (node) =>
    node.type === 'MemberExpression' && /^(openExternal|executeJavaScript|sendSync)$/.test(nameOf(node))
      ? `use of ${nameOf(node)}`
      : null,
  (node, isCall) =>
    (isCall || node.type === 'NewExpression') && nameOf(node.callee) === 'Function' ? 'Function from text' : null,
  (node, isCall) =>
    isCall && /^set(Timeout|Interval|Immediate)$/.test(nameOf(node.callee)) && textOf(argumentsOf(node)[0]) !== null
      ? 'a timer that evaluates text'
      : null,
  importRule,
  settingRule,
  windowRule,
  (node) => (node.type === 'MemberExpression' && nameOf(node.object) === 'ipcMain' ? 'ipcMain outside the gate' : null),
  (node) =>
    node.type === 'MemberExpression' && nameOf(node.object) === 'ipcRenderer' && nameOf(node) !== 'invoke'
      ? 'ipcRenderer beyond invoke'
      : null,
  (node, isCall) =>
    isCall &&
    nameOf(node.callee) === 'exposeInMainWorld' &&
    [...walk(node)].some((inner) => inner.type === 'Identifier' && inner.name === 'ipcRenderer')
      ? 'ipcRenderer given to the page'
      : null,
  (node, isCall) =>
    isCall && handlersThatDeny.has(calledName(node)) && nameOf(argumentsOf(node)[0]) === 'null'
      ? `${calledName(node)} taken back`
      : null,
  (node, isCall) =>
    // A name that is not written out may be one that is kept.
    isCall && calledName(node) === 'fromPartition' && /^persist:|^$/.test(textOf(argumentsOf(node)[0]) ?? '')
      ? 'a session kept on disk'
      : null,
  (node, isCall) =>
    isCall &&
    calledName(node) === 'loadURL' &&
    /^(https?|file|data|javascript):/.test(textOf(argumentsOf(node)[0]) ?? '')
      ? 'a foreign page'
      : null,
  (node, isCall) =>
    isCall && (calledName(node) === 'createServer' || calledName(node) === 'listen') ? 'a server' : null,
  textRule,
];

const calledName = (node: Node): string => nameOf(node.callee);

function importRule(node: Node): string | null {
  if (node.type !== 'ImportDeclaration' && node.type !== 'ImportExpression') return null;
  if (node.importKind === 'type') return null;
  const source = textOf(node.source);
  if (source === null) return 'an import that is not written out';
  const name = source.replace(/^node:/, '');
  if (forbiddenImports.has(name)) return `import of ${source}`;
  // Statements of a database and regular expressions have an exec too: the one that runs a shell is known by its import.
  const forbidden = { electron: forbiddenOfElectron, child_process: new Set(['exec', 'execSync', 'default']) }[name];
  if (forbidden === undefined) return null;
  const specifiers = (node.specifiers as Node[] | undefined) ?? [];
  if (specifiers.some(({ type }) => type !== 'ImportSpecifier')) return `${name} imported whole`;
  const found = specifiers.map(({ imported }) => nameOf(imported)).find((imported) => forbidden.has(imported));
  return found === undefined ? null : `import of ${found} from ${name}`;
}

function settingRule(node: Node): string | null {
  const key =
    node.type === 'Property' ? nameOf(node.key) : node.type === 'AssignmentExpression' ? nameOf(node.left) : '';
  if (!Object.hasOwn(settings, key)) return null;
  const wanted = settings[key];
  const value = (node.type === 'Property' ? node.value : node.right) as Node;
  return wanted !== 'never' && value.type === 'Literal' && value.value === wanted ? null : `setting ${key}`;
}

function windowRule(node: Node): string | null {
  if (node.type !== 'NewExpression' || !windowClasses.has(nameOf(node.callee))) return null;
  const bad = 'a window without the secure preferences';
  const properties = (object: unknown): readonly Node[] =>
    isNode(object) && object.type === 'ObjectExpression' ? (object.properties as Node[]) : [];
  const preferences = properties(argumentsOf(node)[0]).find(
    (property) => nameOf(property.key) === 'webPreferences',
  )?.value;
  const [first, ...rest] = properties(preferences);
  if (first?.type !== 'SpreadElement' || nameOf(first.argument) !== 'securePreferences') return bad;
  return rest.some(({ type }) => type === 'SpreadElement') ? bad : null;
}

function textRule(node: Node): string | null {
  const text = textOf(node);
  if (text === null) return null;
  if (/unsafe-(inline|eval|hashes)/.test(text)) return 'an unsafe content policy';
  if (/<webview/.test(text)) return 'a webview';
  const found =
    /^(?:--)?(no-sandbox|disable-web-security|disable-site-isolation-trials|ignore-certificate-errors|remote-debugging-port|allow-running-insecure-content|js-flags)\b/.exec(
      text,
    );
  return found === null ? null : `switch ${found[1]}`;
}

/**
 * @param file path from the root of the project, with slashes
 * @returns one finding a line: what, and where in the source it starts
 */
export function findings(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) return [`cannot be read: ${errors[0]!.message}`];
  const found: string[] = [];
  for (const node of walk(program as unknown as Node)) {
    for (const rule of rules) {
      const what = rule(node, node.type === 'CallExpression');
      if (what === null || onlyIn.some((use) => use.file === file && use.rule === what)) continue;
      found.push(`${what} (line ${source.slice(0, node.start as number).split('\n').length})`);
    }
  }
  return found;
}
