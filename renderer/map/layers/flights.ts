import type { CoverageState } from '../../../shared/model/conclusion.ts';
import { coverageDrawOrder, coverageStyles, styleColor, styleOfState } from '../coverage-style.ts';
import { shapeSprite } from '../draw-marks.ts';
import type { FlightGeometry } from '../flight-geometry.ts';
import type { Frame } from '../frame.ts';
import { gapStyle, lineStyles } from '../marks.ts';
import type { Palette } from '../palette.ts';

export interface FlightLayer {
  readonly geometry: FlightGeometry;
  /** Style code shown for each flight as a whole, when it is too small to show its parts. */
  readonly wholeStyle: Uint8Array;
}

/**
 * @param stateOf the flight's own coverage state; undefined where the flight is not in the list, then that of its first point
 */
export function toFlightLayer(
  geometry: FlightGeometry,
  stateOf: (flightId: string) => CoverageState | null | undefined,
): FlightLayer {
  const { flightIds, offsets, timeMs } = geometry.paths;
  const wholeStyle = Uint8Array.from(flightIds, (id, flight) => {
    const first = offsets[flight]!;
    const state = stateOf(id);
    return state === undefined ? geometry.style[first]! : coverageStyles.indexOf(styleOfState(state, timeMs[first]!));
  });
  return { geometry, wholeStyle };
}

/** A flight smaller than this on screen is a mark, not a line. */
const MARK_BELOW_PX = 9;
const MARK_RADIUS_PX = 4;
/** From this many lines in view on, patterns cannot be told apart and cost too much: colours only, marks carry the shape. */
const PATTERNS_UP_TO = 4000;

/** All flights but the selected one: lines by state where there is room, one mark by the flight's state where there is not. */
export function paintFlights(frame: Frame, layer: FlightLayer): void {
  const { scale, originX, originY, width, height, zoom } = frame;
  const { geometry } = layer;
  const margin = MARK_BELOW_PX / scale;
  const visible = geometry.inBox(
    originX / scale - margin,
    originY / scale - margin,
    (originX + width) / scale + margin,
    (originY + height) / scale + margin,
  );
  const large: number[] = [];
  const small: number[] = [];
  for (const flight of visible) {
    const at = flight * 4;
    const across = geometry.boxes[at + 2]! - geometry.boxes[at]!;
    const down = geometry.boxes[at + 3]! - geometry.boxes[at + 1]!;
    (Math.max(across, down) * scale < MARK_BELOW_PX ? small : large).push(flight);
  }
  paintMarks(frame, layer, small);
  paintLines(frame, geometry, large, zoom);
}

/** Paths of the flights in view, one for each style code, and one for the gaps. */
function paintLines(frame: Frame, geometry: FlightGeometry, flights: readonly number[], zoom: number): void {
  const { ctx, scale, originX, originY, palette } = frame;
  const { offsets, points } = geometry.simplified(zoom);
  const { gapAfter } = geometry.paths;
  const lines = coverageStyles.map(() => new Path2D());
  const gaps = new Path2D();
  for (const flight of flights) {
    const [from, to] = [offsets[flight]!, offsets[flight + 1]!];
    // The path being continued: null after a start, a gap or a change of style.
    let current: Path2D | null = null;
    for (let k = from; k < to - 1; k++) {
      const [i, j] = [points[k]!, points[k + 1]!];
      const isGap = gapAfter[i] === 1;
      const path = isGap ? gaps : lines[geometry.style[i]!]!;
      if (path !== current) path.moveTo(geometry.x[i]! * scale - originX, geometry.y[i]! * scale - originY);
      path.lineTo(geometry.x[j]! * scale - originX, geometry.y[j]! * scale - originY);
      current = path;
    }
  }
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  ctx.strokeStyle = palette.gap;
  ctx.lineWidth = gapStyle.widthPx;
  ctx.setLineDash([...gapStyle.dash]);
  ctx.stroke(gaps);
  const patterned = flights.length <= PATTERNS_UP_TO;
  for (const code of coverageDrawOrder) strokeStyled(ctx, lines[code]!, code, palette, patterned);
  ctx.setLineDash([]);
}

/** Strokes a path as one style says. */
export function strokeStyled(
  ctx: CanvasRenderingContext2D,
  path: Path2D,
  code: number,
  palette: Palette,
  patterned = true,
): void {
  const style = coverageStyles[code]!;
  const line = lineStyles[style.word.pattern];
  ctx.strokeStyle = styleColor(style, palette);
  ctx.lineWidth = patterned ? line.widthPx : Math.min(line.widthPx, 1.75);
  ctx.setLineDash(patterned ? [...line.dash] : []);
  ctx.stroke(path);
  if (!patterned || line.coreWidthPx === 0) return;
  ctx.strokeStyle = palette.land;
  ctx.lineWidth = line.coreWidthPx;
  ctx.stroke(path);
}

function paintMarks(frame: Frame, { geometry, wholeStyle }: FlightLayer, flights: readonly number[]): void {
  const { ctx, scale, originX, originY, palette } = frame;
  const ratio = ctx.getTransform().a;
  const byCode = coverageStyles.map((): number[] => []);
  for (const flight of flights) byCode[wholeStyle[flight]!]!.push(flight);
  for (const code of coverageDrawOrder) {
    const members = byCode[code]!;
    if (members.length === 0) continue;
    const style = coverageStyles[code]!;
    const sprite = shapeSprite(style.word.shape, MARK_RADIUS_PX, styleColor(style, palette), palette.labelHalo, ratio);
    const side = sprite.width / ratio;
    for (const flight of members) {
      const at = flight * 4;
      const x = ((geometry.boxes[at]! + geometry.boxes[at + 2]!) / 2) * scale - originX;
      const y = ((geometry.boxes[at + 1]! + geometry.boxes[at + 3]!) / 2) * scale - originY;
      ctx.drawImage(sprite, x - side / 2, y - side / 2, side, side);
    }
  }
}
