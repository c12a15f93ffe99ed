import { OWN_ELEMENT } from '../own-element.ts';
import { ReadFailure } from '../reader.ts';
import { XmlFeed, type XmlHandler } from '../xml/xml-feed.ts';

export type Attributes = Readonly<Record<string, string>>;

/** One CoT event as it is written: attributes of the elements that we use, by their names. */
export interface CotEvent {
  readonly event: Attributes;
  /** `point`, and the children of `detail`, the first of each name. */
  readonly elements: ReadonlyMap<string, Attributes>;
  readonly remarks: string;
}

const NOTHING: Attributes = {};
/** Children of `detail` that we use; others, among them `__video` with its logins, are not even kept. */
const USED = new Set(['contact', 'track', 'rid', '__cuas', '__droneid', OWN_ELEMENT]);

export const elementOf = (event: CotEvent, name: string): Attributes => event.elements.get(name) ?? NOTHING;

/** The event in these bytes, or what is wrong with it. NULs, which some senders leave in ids, count as blanks. */
export function readEvent(bytes: Uint8Array): CotEvent | { readonly fault: string } {
  const collector = new EventCollector();
  const feed = new XmlFeed(collector);
  try {
    feed.push(bytes.includes(0) ? bytes.map((byte) => (byte === 0 ? 32 : byte)) : bytes);
    feed.end();
  } catch (error) {
    if (error instanceof ReadFailure) return { fault: error.message };
    throw error;
  }
  const { wrong, event, elements, remarks, depth } = collector;
  if (wrong !== null) return { fault: wrong };
  if (depth > 0) return { fault: 'an element is not closed' };
  return { event, elements, remarks };
}

class EventCollector implements XmlHandler {
  event: Attributes = NOTHING;
  readonly elements = new Map<string, Attributes>();
  remarks = '';
  /** What is not well-formed, in the parser's words. */
  wrong: string | null = null;
  private readonly stack: string[] = [];

  get depth(): number {
    return this.stack.length;
  }

  open(name: string, attributes: Attributes): void {
    const parent = this.stack.at(-1);
    if (parent === undefined) this.event = attributes;
    const isPoint = name === 'point' && parent === 'event';
    const isUsed = parent === 'detail' && this.stack.length === 2 && USED.has(name);
    if ((isPoint || isUsed) && !this.elements.has(name)) this.elements.set(name, attributes);
    this.stack.push(name);
  }

  close(name: string, text: string): void {
    this.stack.pop();
    if (name === 'remarks' && this.stack.at(-1) === 'detail' && this.remarks === '') this.remarks = text.trim();
  }

  fault(message: string): void {
    // An entity that HTML has and XML has not: its text stays as it is.
    if (!message.includes('entity')) this.wrong ??= message;
  }
}
