/** What a file was that holds other files. *xlsx*: its members are sheets. */
export const containerKinds = ['zip', 'kmz', 'data-package', 'xlsx', 'gzip'] as const;
export type ContainerKind = (typeof containerKinds)[number];

/** As words in a sentence. */
export const containerWords: Readonly<Record<ContainerKind, string>> = {
  zip: 'ZIP archive',
  kmz: 'KMZ',
  'data-package': 'TAK data package',
  xlsx: 'workbook (XLSX)',
  gzip: 'gzip file',
};

/** A file's name, and within a container the member's: one name for a person, used as no path. */
export const nameWithMember = (file: string, member: string | null): string =>
  member === null ? file : `${file} › ${member}`;
