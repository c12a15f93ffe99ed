import type { Result } from '../../shared/result.ts';

export type PageSize = 'letter' | 'a4';

/** Turns a static report page into a tagged PDF. Scripts do not run and nothing is fetched, whatever the page says. */
export interface PdfEngine {
  /** With its version, as stated beside the PDF's digest. */
  readonly name: string;
  /**
   * @param html the whole page, its one stylesheet inside
   * @param pageSize used where the page's own `@page` rule states no size
   */
  print(html: string, pageSize: PageSize): Promise<Result<Uint8Array>>;
}

const magic = '%PDF-';

/** Whether these bytes are a PDF file that was written to its end. */
export function isWholePdf(bytes: Uint8Array): boolean {
  const text = (part: Uint8Array) => String.fromCharCode(...part);
  return text(bytes.subarray(0, magic.length)) === magic && text(bytes.subarray(-32)).includes('%%EOF');
}
