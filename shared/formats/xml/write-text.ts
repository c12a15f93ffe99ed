/** Whether XML 1.0 can hold a text: no control characters but TAB, LF and CR, no half surrogates, no U+FFFE or U+FFFF. */
export function isXmlText(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
    if (isControl || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff) return false;
  }
  return true;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A bare CR would be read as LF.
  '\r': '&#13;',
};

/** Text for an XML element or attribute. The text must be one that XML can hold. */
export const xmlText = (text: string): string => text.replace(/[&<>"\r]/g, (character) => ENTITIES[character]!);
