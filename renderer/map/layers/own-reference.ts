import { visibleText } from '../../../shared/visible-text.ts';
import type { Line } from '../../resources.ts';
import {
  type Frame,
  isInFrame,
  type LabelPlacer,
  strokeLines,
  toWorldLine,
  tracePath,
  type WorldLine,
} from '../frame.ts';
import { labelFont } from './base-map.ts';
import { type Piece, paintErrorBand } from './reference-line.ts';

/** A reference line that a person has loaded beside the built-in one. */
export interface LoadedLine {
  readonly name: string;
  /** 95 % bound on its error, metres. */
  readonly errorM: number;
  readonly line: Line;
}

/** The outline of a sector from an official file. */
export interface SectorOutline {
  readonly code: string;
  readonly rings: readonly Line[];
}

/** What persons have loaded, ready to be drawn. */
export interface OwnReference {
  readonly lines: readonly { readonly words: string; readonly pieces: readonly Piece[] }[];
  readonly outlines: readonly { readonly code: string; readonly rings: readonly WorldLine[] }[];
}

/** Vertices a piece: only those in view are drawn. */
const PIECE = 200;
const BAND_FROM_ZOOM = 10;
const NAMED_FROM_ZOOM = 7;
const LABEL_TRIES = 40;

/** Patterns of the lines in order of name, beside the solid built-in one; with more lines they repeat, and the names tell. */
export const loadedLineDashes: readonly (readonly number[])[] = [
  [10, 3],
  [3, 3],
  [10, 3, 2, 3],
  [6, 3, 2, 3, 2, 3],
];

export const loadedLineDash = (place: number): readonly number[] => loadedLineDashes[place % loadedLineDashes.length]!;

export function toOwnReference(lines: readonly LoadedLine[], outlines: readonly SectorOutline[]): OwnReference {
  return {
    lines: lines.map(({ name, errorM, line: { lng, lat } }) => {
      const pieces: Piece[] = [];
      for (let from = 0; from < lng.length - 1; from += PIECE) {
        const to = Math.min(lng.length, from + PIECE + 1);
        pieces.push({
          ...toWorldLine({ lng: lng.slice(from, to), lat: lat.slice(from, to) }),
          lat: lat[from]!,
          errorM,
        });
      }
      return { words: `${visibleText(name)} ± ${errorM} m`, pieces };
    }),
    outlines: outlines.map(({ code, rings }) => ({ code, rings: rings.map(toWorldLine) })),
  };
}

/** Each line in a pattern of its own, with its name, and the band of its error around it. */
export function paintLoadedLines(frame: Frame, lines: OwnReference['lines'], labels: LabelPlacer): void {
  const { ctx, zoom, palette } = frame;
  lines.forEach(({ words, pieces }, place) => {
    const visible = pieces.filter((piece) => isInFrame(piece, frame));
    if (visible.length === 0) return;
    if (zoom >= BAND_FROM_ZOOM) paintErrorBand(frame, visible, palette.loadedLine, 0.14);
    ctx.lineJoin = 'round';
    ctx.strokeStyle = palette.loadedLine;
    ctx.lineWidth = zoom < 8 ? 1.5 : 2;
    ctx.setLineDash([...loadedLineDash(place)]);
    ctx.beginPath();
    for (const piece of visible) tracePath(frame, piece);
    ctx.stroke();
    ctx.setLineDash([]);
    if (zoom >= NAMED_FROM_ZOOM) nameLine(frame, words, visible, labels);
  });
}

/** Beside the line where there is room, nearest the middle of the map first. */
function nameLine(frame: Frame, words: string, visible: readonly Piece[], labels: LabelPlacer): void {
  const { ctx, scale, originX, originY, width, height, palette } = frame;
  const places: { readonly x: number; readonly y: number; readonly off: number }[] = [];
  for (const { x, y } of visible) {
    for (let i = 0; i + 1 < x.length; i++) {
      const [ax, ay] = [x[i]! * scale - originX, y[i]! * scale - originY];
      const [dx, dy] = [(x[i + 1]! - x[i]!) * scale, (y[i + 1]! - y[i]!) * scale];
      // A straight reach may have its vertices far out of sight: where it passes the middle.
      const along = ((width / 2 - ax) * dx + (height / 2 - ay) * dy) / (dx * dx + dy * dy || 1);
      const share = Math.max(0, Math.min(1, along));
      const [px, py] = [ax + share * dx, ay + share * dy];
      if (px < 0 || py < 24 || px > width || py > height - 24) continue;
      places.push({ x: px, y: py, off: Math.hypot(px - width / 2, py - height / 2) });
    }
  }
  ctx.font = `600 12px ${labelFont}`;
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.labelHalo;
  ctx.fillStyle = palette.loadedLine;
  const nearest = places.sort((a, b) => a.off - b.off).slice(0, LABEL_TRIES);
  for (const { x, y } of nearest) {
    if (labels.draw(frame, words, x, y + 16, 12) || labels.draw(frame, words, x, y - 16, 12)) return;
  }
}

/** Edges and codes of imported sector outlines. */
export function paintOutlines(frame: Frame, outlines: OwnReference['outlines'], labels: LabelPlacer): void {
  const { ctx, zoom, scale, originX, originY, width, height, palette } = frame;
  ctx.strokeStyle = palette.sectorLine;
  ctx.lineWidth = 2;
  ctx.setLineDash([8, 3, 2, 3]);
  for (const { rings } of outlines) strokeLines(frame, rings);
  ctx.setLineDash([]);
  if (zoom < 5) return;
  ctx.font = `italic 600 12px ${labelFont}`;
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.labelHalo;
  ctx.fillStyle = palette.sectorLabel;
  for (const { code, rings } of outlines) {
    const [first] = rings;
    if (first === undefined || !isInFrame(first, frame)) continue;
    // In the middle of what is in view of its box.
    const middle = (least: number, most: number, origin: number, size: number): number =>
      (Math.max(0, least * scale - origin) + Math.min(size, most * scale - origin)) / 2;
    const x = middle(first.minX, first.maxX, originX, width);
    const y = middle(first.minY, first.maxY, originY, height);
    labels.draw(frame, `${code}, imported outline`, x, y, 12);
  }
}
