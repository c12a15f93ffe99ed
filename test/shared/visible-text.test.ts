import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleText } from '../../shared/visible-text.ts';

/** What the escape was made from: the reader that shows nothing is lost. */
const decode = (shown: string) =>
  shown.replace(/\\u\{([0-9A-F]+)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));

describe('text from outside, shown to a person', () => {
  test('ordinary names in any script stay as they are', () => {
    for (const name of [
      '1581F5BKD233500',
      'O’Brien & Söhne',
      'Río Bravo',
      '無人機',
      'مسيرة',
      'מל"ט',
      'a  b',
      'C:\\data',
      '😀',
    ]) {
      expect(visibleText(name)).toBe(name);
    }
  });

  test('a direction override is seen, not obeyed', () => {
    expect(visibleText('rcs\u202Egpj.exe')).toBe('rcs\\u{202E}gpj.exe');
    expect(visibleText('\u2066a\u2069\u200F\u061C')).toBe('\\u{2066}a\\u{2069}\\u{200F}\\u{61C}');
  });

  test('controls, line ends, zero-width characters, blanks and stray surrogates are seen', () => {
    expect(visibleText('\0\t\r\n\u001b[31m\u0085')).toBe('\\u{0}\\u{9}\\u{D}\\u{A}\\u{1B}[31m\\u{85}');
    expect(visibleText('A\u200BB\uFEFF\u00AD\u2028\u3164\u2800')).toBe(
      'A\\u{200B}B\\u{FEFF}\\u{AD}\\u{2028}\\u{3164}\\u{2800}',
    );
    expect(visibleText('\uD83D')).toBe('\\u{D83D}');
    expect(visibleText('\u{E0041}')).toBe('\\u{E0041}');
  });

  test('text that already looks like an escape is told apart from the character', () => {
    expect(visibleText('\\u{202E}')).toBe('\\u{5C}u{202E}');
    expect(visibleText('\\u{202E}')).not.toBe(visibleText('\u202E'));
  });

  test('nothing is lost and nothing invisible is left, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visibleText(text);
        expect(decode(shown)).toBe(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u);
      }),
    );
  });
});
