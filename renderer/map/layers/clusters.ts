import { numberText } from '../../../shared/format/numbers.ts';
import { coverageDrawOrder, coverageStyles, styleColor } from '../coverage-style.ts';
import { drawShape } from '../draw-marks.ts';
import { type Cluster, clusterRadiusPx } from '../flight-marks.ts';
import type { Frame } from '../frame.ts';
import { labelFont } from './base-map.ts';

const RING_PX = 4;

/** A disc with the number of flights in it, ringed by their states in proportion, the sign of the most telling one on top. */
export function paintClusters(frame: Frame, clusters: readonly Cluster[]): void {
  const { ctx, scale, originX, originY, width, height, palette } = frame;
  ctx.setLineDash([]);
  ctx.lineCap = 'butt';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const cluster of clusters) {
    const radius = clusterRadiusPx(cluster.count);
    const [x, y] = [cluster.x * scale - originX, cluster.y * scale - originY];
    if (x < -radius || y < -radius - 6 || x > width + radius || y > height + radius) continue;
    ctx.beginPath();
    ctx.arc(x, y, radius + 1.5, 0, 2 * Math.PI);
    ctx.fillStyle = palette.selectionHalo;
    ctx.fill();
    ctx.lineWidth = RING_PX;
    let from = -Math.PI / 2;
    for (const code of coverageDrawOrder) {
      const members = cluster.byCode[code]!;
      if (members === 0) continue;
      const to = from + (members / cluster.count) * 2 * Math.PI;
      ctx.beginPath();
      ctx.arc(x, y, radius - RING_PX / 2, from, to);
      ctx.strokeStyle = styleColor(coverageStyles[code]!, palette);
      ctx.stroke();
      from = to;
    }
    ctx.fillStyle = palette.cursor;
    ctx.font = `600 12px ${labelFont}`;
    ctx.fillText(shortCount(cluster.count), x, y + 0.5);
    const style = coverageStyles[cluster.code]!;
    drawShape(ctx, style.word.shape, x, y - radius, 4.5, styleColor(style, palette), palette.selectionHalo);
  }
  ctx.textAlign = 'left';
}

/** `980`, `12.4k`: short enough for a disc; the exact number is in its label. */
const shortCount = (count: number): string =>
  count < 10_000 ? numberText(count) : `${numberText(count / 1000, count < 100_000 ? 1 : 0)}k`;

/** The cluster under a place of the world, the topmost; null when there is none. */
export function clusterAt(clusters: readonly Cluster[], x: number, y: number, scale: number): Cluster | null {
  for (let i = clusters.length - 1; i >= 0; i--) {
    const cluster = clusters[i]!;
    const radius = clusterRadiusPx(cluster.count) / scale;
    if ((cluster.x - x) ** 2 + (cluster.y - y) ** 2 <= radius * radius) return cluster;
  }
  return null;
}
