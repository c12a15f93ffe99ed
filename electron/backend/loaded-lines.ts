import type { Border } from '../../shared/geo/border.ts';
import { buildLine, type LoadedLine } from '../../shared/geo/lines/loaded-line.ts';
import { reachAlong } from '../../shared/geo/lines/splice.ts';
import type { StoredLine } from '../store/queries/lines.ts';

/**
 * Stored lines, ready to be asked.
 * @param built lines built before, by digest: a line takes a tenth of a second to build
 */
export function loadLines(
  lines: readonly StoredLine[],
  built: Map<string, LoadedLine>,
  builtIn: Border,
): readonly LoadedLine[] {
  return lines.map(({ id, name, source, errorM, vertices, digest }) => {
    const known = built.get(digest);
    if (known !== undefined) return known;
    const border = buildLine(name, vertices, errorM, reachAlong(vertices, builtIn), builtIn);
    const line: LoadedLine = { id, name, source, errorM, digest, line: border };
    built.set(digest, line);
    return line;
  });
}
