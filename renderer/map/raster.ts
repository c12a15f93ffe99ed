/**
 * Draws very many lines and dots into one picture: each pixel keeps the highest value written to it, so that the order of drawing
 * does not matter, and no path is built. Two pixels wide, not smoothed: for views too dense to tell lines apart anyway.
 */
export class Raster {
  readonly width: number;
  readonly height: number;
  /** One value a pixel, with a margin so that thick lines need no check at the edge; 0 is nothing. */
  readonly #values: Uint8Array;
  readonly #stride: number;
  readonly #image: ImageData;
  readonly #pixels: Uint32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#stride = width + 4;
    this.#values = new Uint8Array(this.#stride * (height + 4));
    this.#image = new ImageData(width, height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  clear(): void {
    this.#values.fill(0);
  }

  /**
   * @param dashed leaves out every second stretch of a few pixels
   */
  line(x0: number, y0: number, x1: number, y1: number, value: number, dashed = false): void {
    // Liang and Barsky: the part of the segment inside the picture.
    let from = 0;
    let to = 1;
    const dx = x1 - x0;
    const dy = y1 - y0;
    const { width, height } = this;
    for (let edge = 0; edge < 4; edge++) {
      const p = edge === 0 ? -dx : edge === 1 ? dx : edge === 2 ? -dy : dy;
      const q = edge === 0 ? x0 : edge === 1 ? width - 1 - x0 : edge === 2 ? y0 : height - 1 - y0;
      if (p === 0) {
        if (q < 0) return;
        continue;
      }
      const at = q / p;
      if (p < 0) {
        if (at > to) return;
        if (at > from) from = at;
      } else {
        if (at < from) return;
        if (at < to) to = at;
      }
    }
    const steps = Math.max(Math.abs(dx), Math.abs(dy)) * (to - from);
    const count = Math.floor(steps) + 1;
    const stepX = (dx * (to - from)) / count;
    const stepY = (dy * (to - from)) / count;
    const aside = Math.abs(dx) > Math.abs(dy) ? this.#stride : 1;
    let x = x0 + dx * from + 1;
    let y = y0 + dy * from + 1;
    for (let k = 0; k <= count; k++, x += stepX, y += stepY) {
      if (dashed && k % 6 > 2) continue;
      const at = (y | 0) * this.#stride + (x | 0);
      if (this.#values[at]! < value) this.#values[at] = value;
      if (this.#values[at + aside]! < value) this.#values[at + aside] = value;
    }
  }

  /** A square of `side` pixels around a place. */
  dot(x: number, y: number, side: number, value: number): void {
    const [left, top] = [Math.round(x - side / 2), Math.round(y - side / 2)];
    if (left < 0 || top < 0 || left + side > this.width || top + side > this.height) return;
    for (let row = top; row < top + side; row++) {
      const at = (row + 1) * this.#stride + left + 1;
      for (let k = 0; k < side; k++) if (this.#values[at + k]! < value) this.#values[at + k] = value;
    }
  }

  /**
   * Puts the picture on a canvas of the same size, over nothing.
   * @param colors by value, as `#rrggbb`; index 0 is not used
   */
  putOn(ctx: CanvasRenderingContext2D, colors: readonly string[]): void {
    const table = new Uint32Array(256);
    colors.forEach((color, value) => {
      if (value > 0) table[value] = abgr(color);
    });
    const pixels = this.#pixels;
    let to = 0;
    for (let row = 0; row < this.height; row++) {
      let at = (row + 1) * this.#stride + 1;
      for (let column = 0; column < this.width; column++) pixels[to++] = table[this.#values[at++]!]!;
    }
    ctx.putImageData(this.#image, 0, 0);
  }
}

/** `#rrggbb` as a pixel of `ImageData` on a little-endian machine, opaque. */
function abgr(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number, number];
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}
