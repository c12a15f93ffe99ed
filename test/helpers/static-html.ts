/** An element of a page, as a strict reader sees it. */
export interface HtmlElement {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (HtmlElement | string)[];
}

const voids = new Set(['meta', 'br']);
/** Nothing inside these is markup. */
const raw = new Set(['style', 'script', 'title']);
const attributePattern = /\s+([a-zA-Z][a-zA-Z0-9:-]*)="([^"<]*)"/y;
const tagPattern = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)/y;

/**
 * Reads a page far more strictly than a browser: every element closed in order, every attribute in double quotes, every `<` and `&`
 * in text an entity. A page that passes reads the same everywhere.
 * @throws on anything else, naming what stands there
 */
export function parseStrictly(source: string): HtmlElement {
  const doctype = '<!doctype html>\n';
  if (!source.startsWith(doctype)) throw new Error('The page does not start with its doctype');
  let at = doctype.length;
  const fail = (what: string): never => {
    throw new Error(`${what}: ${source.slice(Math.max(0, at - 60), at + 60)}`);
  };

  const readElement = (): HtmlElement => {
    tagPattern.lastIndex = at;
    const match = tagPattern.exec(source) ?? fail('No element');
    if (match[1] === '/') fail('An end tag without a start');
    const tag = match[2]!;
    at = tagPattern.lastIndex;
    const attributes = new Map<string, string>();
    for (;;) {
      attributePattern.lastIndex = at;
      const attribute = attributePattern.exec(source);
      if (attribute === null) break;
      if (attributes.has(attribute[1]!)) fail('An attribute twice');
      attributes.set(attribute[1]!, decode(attribute[2]!));
      at = attributePattern.lastIndex;
    }
    const selfClosed = source.startsWith('/>', at);
    if (!selfClosed && source[at] !== '>') fail('A malformed tag');
    at += selfClosed ? 2 : 1;
    const element = { tag, attributes };
    if (selfClosed || voids.has(tag)) return { ...element, children: [] };
    return { ...element, children: raw.has(tag) ? readRaw(tag) : readChildren(tag) };
  };

  const readRaw = (tag: string): string[] => {
    const end = source.indexOf('</', at);
    if (end < 0 || !source.startsWith(`</${tag}>`, end)) fail(`Something else ends ${tag}`);
    const text = source.slice(at, end);
    at = end + tag.length + 3;
    return [tag === 'title' ? decode(text) : text];
  };

  const readChildren = (tag: string): (HtmlElement | string)[] => {
    const children: (HtmlElement | string)[] = [];
    for (;;) {
      const next = source.indexOf('<', at);
      if (next < 0) fail(`${tag} is not closed`);
      if (next > at) children.push(decode(source.slice(at, next)));
      at = next;
      if (source.startsWith(`</${tag}>`, at)) {
        at += tag.length + 3;
        return children;
      }
      children.push(readElement());
    }
  };

  const decode = (text: string): string => {
    if (/[<>]/.test(text)) fail('A bare angle bracket');
    return text.replace(/&(?:(amp|lt|gt|quot)|#39|(?=.))(;?)/g, (entity, name: string | undefined, end: string) => {
      if (end !== ';') fail(`A bare ampersand in “${entity}”`);
      return name === undefined ? "'" : { amp: '&', lt: '<', gt: '>', quot: '"' }[name]!;
    });
  };

  const root = readElement();
  if (source.slice(at).trim() !== '') fail('Something follows the page');
  return root;
}

/** Every element, in order of the page. */
export function* allElements(root: HtmlElement): Generator<HtmlElement> {
  yield root;
  for (const child of root.children) if (typeof child !== 'string') yield* allElements(child);
}

export const elementsNamed = (root: HtmlElement, tag: string): HtmlElement[] =>
  [...allElements(root)].filter((element) => element.tag === tag);

/** The text a reader sees, elements set apart by nothing, runs of blanks as one. */
export const textOf = (element: HtmlElement): string => rawText(element).replace(/\s+/g, ' ').trim();

function rawText(element: HtmlElement): string {
  if (element.tag === 'style') return '';
  if (element.tag === 'br') return ' ';
  return element.children.map((child) => (typeof child === 'string' ? child : rawText(child))).join('');
}
