import { describe, expect, it } from 'vitest';
import { type Palette, palettes } from '../../renderer/map/palette.ts';
import { deficiencies, differenceSeen } from '../helpers/color-vision.ts';

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

const visions = [null, ...(Object.keys(deficiencies) as (keyof typeof deficiencies)[])];

describe.each(Object.entries(palettes))('the %s map', (theme, palette: Palette) => {
  it('draws every state at 3:1 or better on land and water, 4.5:1 in high contrast', () => {
    const needed = theme === 'contrast' || theme === 'field' ? 4.5 : 3;
    for (const color of [...Object.values(palette.coverage), palette.noTime, palette.gap, palette.crossing]) {
      expect(contrast(color, palette.land)).toBeGreaterThanOrEqual(needed);
      expect(contrast(color, palette.water)).toBeGreaterThanOrEqual(needed);
    }
  });

  it('draws the reference line strongest of all, and areas as visibly as states', () => {
    expect(contrast(palette.border, palette.land)).toBeGreaterThanOrEqual(12);
    for (const color of [palette.areaDesignated, palette.areaPending, palette.areaOther]) {
      expect(contrast(color, palette.land)).toBeGreaterThanOrEqual(3);
    }
  });

  it('writes place names at 4.5:1 or better', () => {
    for (const color of [palette.placeLabel, palette.sectorLabel]) {
      expect(contrast(color, palette.land)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(visions)('shows no two states alike to an eye with %s', (vision) => {
    const colors = Object.entries(palette.coverage);
    for (const [i, [state, color]] of colors.entries()) {
      for (const [other, otherColor] of colors.slice(0, i)) {
        expect(differenceSeen(color, otherColor, vision), `${state} and ${other}`).toBeGreaterThanOrEqual(15);
      }
    }
  });
});

describe('the simulation of colour blindness', () => {
  it('makes red and green alike to a deuteranope, and leaves blue and yellow apart', () => {
    // Of equal lightness to that eye; the published matrix mixes them.
    expect(differenceSeen('#a07a00', '#6f8a00', 'deuteranopia')).toBeLessThan(
      differenceSeen('#a07a00', '#6f8a00', null) / 2,
    );
    expect(differenceSeen('#0000ff', '#ffff00', 'deuteranopia')).toBeGreaterThan(100);
  });

  it('leaves grey as it is', () => {
    for (const vision of visions) expect(differenceSeen('#808080', '#808080', vision)).toBe(0);
    expect(differenceSeen('#000000', '#ffffff', 'tritanopia')).toBeCloseTo(100, 0);
  });
});
