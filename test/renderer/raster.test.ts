import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Raster } from '../../renderer/map/raster.ts';

/** What `putOn` would put on a canvas. */
function pixelsOf(raster: Raster): Uint32Array {
  let pixels = new Uint32Array(0);
  const ctx = { putImageData: (image: ImageData) => (pixels = new Uint32Array(image.data.buffer)) };
  raster.putOn(ctx as unknown as CanvasRenderingContext2D, ['', '#010203', '#112233', '#ffffff']);
  return pixels;
}

describe('the dense drawing', () => {
  beforeAll(() => {
    (globalThis as { ImageData?: unknown }).ImageData ??= class {
      readonly data: Uint8ClampedArray;
      constructor(width: number, height: number) {
        this.data = new Uint8ClampedArray(width * height * 4);
      }
    };
  });

  it('keeps the highest value of a pixel, whatever the order', () => {
    const low = new Raster(20, 10);
    low.line(0, 5, 19, 5, 1);
    low.line(10, 0, 10, 9, 2);
    const high = new Raster(20, 10);
    high.line(10, 0, 10, 9, 2);
    high.line(0, 5, 19, 5, 1);
    expect(pixelsOf(low)).toEqual(pixelsOf(high));
    expect(pixelsOf(low)[5 * 20 + 10]).toBe(0xff332211);
    expect(pixelsOf(low)[5 * 20 + 3]).toBe(0xff030201);
  });

  it('draws the same inside the picture, wherever a line begins and ends, and never outside it', () => {
    const place = fc.record({ x: fc.integer({ min: -60, max: 80 }), y: fc.integer({ min: -60, max: 80 }) });
    fc.assert(
      fc.property(place, place, (a, b) => {
        const small = new Raster(20, 20);
        small.line(a.x, a.y, b.x, b.y, 1);
        // The same line on a picture large enough to hold it whole.
        const large = new Raster(200, 200);
        large.line(a.x + 80, a.y + 80, b.x + 80, b.y + 80, 1);
        const [few, many] = [pixelsOf(small), pixelsOf(large)];
        for (let y = 0; y < 20; y++) {
          for (let x = 0; x < 20; x++) {
            if (few[y * 20 + x] === 0) continue;
            // A clipped line starts at the edge: by rounding it may run one pixel beside the whole one.
            const near = [-1, 0, 1].some((dy) =>
              [-1, 0, 1].some((dx) => many[(y + 80 + dy) * 200 + x + 80 + dx] !== 0),
            );
            expect(near).toBe(true);
          }
        }
      }),
    );
  });

  it('leaves nothing behind when cleared', () => {
    const raster = new Raster(8, 8);
    raster.dot(4, 4, 3, 3);
    expect(pixelsOf(raster).some((pixel) => pixel !== 0)).toBe(true);
    raster.clear();
    expect(pixelsOf(raster).every((pixel) => pixel === 0)).toBe(true);
  });
});
