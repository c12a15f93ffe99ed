import type { ContainerKind } from '../../../shared/model/container.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import type { ZipEntry } from './zip.ts';

/** Files that hold other files, by how they begin. */
export type Packing = 'zip' | 'gzip';

export function packingOf(head: Uint8Array): Packing | null {
  const [a, b, c, d] = head;
  // A ZIP archive begins with its first member, or, when it has none, with the end of its list.
  if (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) return 'zip';
  return a === 0x1f && b === 0x8b ? 'gzip' : null;
}

const MANIFEST = 'manifest/manifest.xml';

/** Of an archive that is no workbook. */
export function kindOfArchive(entries: readonly ZipEntry[]): ContainerKind {
  const names = entries.map(({ name }) => name.toLowerCase());
  if (names.includes(MANIFEST)) return 'data-package';
  return names.some((name) => name.endsWith('.kml')) && names.every((name) => isKmzPart(name)) ? 'kmz' : 'zip';
}

const isKmzPart = (name: string): boolean =>
  name.endsWith('/') || name.endsWith('.kml') || passedOverFor(name) !== null;

const PICTURE = /\.(png|jpe?g|gif|bmp|tiff?|webp|svg|ico|dae)$/;
const DRESS = /\.(css|js|woff2?|ttf|otf)$/;
const SYSTEM = /(^|\/)(__macosx\/|\.ds_store$|thumbs\.db$|desktop\.ini$|\._)/;

/** Why a member holds no records, by its name alone; null when it has to be looked into. */
export function passedOverFor(name: string): string | null {
  const lower = name.toLowerCase();
  if (lower === MANIFEST) return "the package's own list";
  if (SYSTEM.test(lower)) return 'left by an operating system';
  if (PICTURE.test(lower)) return 'a picture';
  return DRESS.test(lower) ? 'a style or font' : null;
}

/** Archives that hold something else than exports, told apart so that the sentence can say what to do. */
export function otherDocument(entries: readonly ZipEntry[]): string | null {
  const names = new Set(entries.map(({ name }) => name));
  if (names.has('xl/workbook.bin')) return 'a binary workbook (XLSB). Save it as XLSX or CSV and import that';
  if (names.has('word/document.xml') || names.has('ppt/presentation.xml')) return 'an Office document, not a workbook';
  if (names.has('content.xml') && names.has('META-INF/manifest.xml')) {
    return 'an OpenDocument file. Save it as XLSX or CSV and import that';
  }
  return null;
}

/** One line for a person: what of a container was not read, and why; null when all of it was. */
export function passedOverText(
  passedOver: readonly { readonly member: string; readonly reason: string }[],
): string | null {
  if (passedOver.length === 0) return null;
  const SHOWN = 5;
  const shown = passedOver.slice(0, SHOWN).map(({ member, reason }) => `${visibleText(member)} (${reason})`);
  const more = passedOver.length - shown.length;
  return `Not read: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
