/**
 * Characters that change or hide text without showing: controls (line ends and tabs too), direction marks, zero-width and other
 * ignorable characters, line and paragraph separators, blanks that look like nothing, lone surrogates, private use and
 * noncharacters. Written out, not by `\p{…}`, because those classes grow with the engine's Unicode version and a page must not.
 * Ranges: Unicode 15 categories Cc, Zl, Zp, Co, Default_Ignorable_Code_Point; FFF9–FFFB; U+2800.
 */
const invisible = new RegExp(
  [
    '[\\u{0}-\\u{1F}\\u{7F}-\\u{9F}\\u{AD}\\u{34F}\\u{61C}\\u{115F}\\u{1160}\\u{17B4}\\u{17B5}\\u{180B}-\\u{180F}',
    '\\u{200B}-\\u{200F}\\u{2028}-\\u{202E}\\u{2060}-\\u{206F}\\u{2800}\\u{3164}\\u{D800}-\\u{F8FF}\\u{FDD0}-\\u{FDEF}',
    '\\u{FE00}-\\u{FE0F}\\u{FEFF}\\u{FFA0}\\u{FFF0}-\\u{FFFB}\\u{FFFE}\\u{FFFF}\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}',
    '\\u{E0000}-\\u{E0FFF}\\u{F0000}-\\u{10FFFF}]',
    // A backslash that would otherwise read as one of our escapes.
    '|\\\\(?=u\\{)',
  ].join(''),
  'gu',
);

/**
 * Text from outside as a person may safely read it: everything that hides, reorders or breaks it stands as an escape,
 * `\u{202E}`. Different inputs give different outputs, so that two serials that differ by an invisible character look different.
 * Plain spaces stay (a page that shows them keeps them with `white-space: pre-wrap`), and so does every visible script.
 * For display only; stored and exported text is never rewritten.
 */
export function visibleText(text: string): string {
  return text.replace(invisible, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);
}
