/** Whether a text holds one half of a surrogate pair without the other, as JSON's `\ud800` makes it. UTF-8 has no form for it. */
export function hasHalfCharacter(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if ((unit & 0xf800) !== 0xd800) continue;
    if (unit >= 0xdc00 || (text.charCodeAt(at + 1) & 0xfc00) !== 0xdc00) return true;
    at++;
  }
  return false;
}
