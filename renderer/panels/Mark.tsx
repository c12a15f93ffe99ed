import type { LinePattern, Shape } from '../../shared/model/words.ts';
import { type CoverageStyle, styleColor } from '../map/coverage-style.ts';
import { lineStyles, shapePaths } from '../map/marks.ts';
import { palettes } from '../map/palette.ts';
import { useTheme } from '../state/theme.ts';

// Samples of what the map draws, from the same tables. Decoration: the word beside each says what it stands for.

export const ShapeMark = ({ shape, color, size = 14 }: { shape: Shape; color: string; size?: number }) => {
  const { path, filled } = shapePaths[shape];
  return (
    <svg className="shape-mark" viewBox="-1.4 -1.4 2.8 2.8" width={size} height={size} aria-hidden="true">
      <path d={path} fill={filled ? color : 'none'} stroke={color} strokeWidth={0.34} strokeLinejoin="round" />
    </svg>
  );
};

export const LineMark = ({ pattern, color, core }: { pattern: LinePattern; color: string; core: string }) => {
  const { widthPx, dash, coreWidthPx } = lineStyles[pattern];
  return (
    <svg className="line-mark" viewBox="0 0 34 10" width={34} height={10} aria-hidden="true">
      <line x1={0} y1={5} x2={34} y2={5} stroke={color} strokeWidth={widthPx} strokeDasharray={dash.join(' ')} />
      {coreWidthPx > 0 && <line x1={0} y1={5} x2={34} y2={5} stroke={core} strokeWidth={coreWidthPx} />}
    </svg>
  );
};

/** Line and shape of a coverage state. */
export const CoverageMark = ({ style, line = false }: { readonly style: CoverageStyle; readonly line?: boolean }) => {
  const palette = palettes[useTheme()];
  const color = styleColor(style, palette);
  return (
    <span className="coverage-mark">
      {line && <LineMark pattern={style.word.pattern} color={color} core={palette.land} />}
      <ShapeMark shape={style.word.shape} color={color} />
    </span>
  );
};
