/** Files taken of one drop; a folder of exports has fewer, a drive by mistake has more. */
const MOST_FILES = 1000;

/** What was dropped: files, and the files in folders, as far as they could be taken. */
export interface Dropped {
  readonly files: readonly File[];
  /** Whether there were more than are taken at once. */
  readonly isCut: boolean;
}

/**
 * The files of a drop, those in dropped folders and the folders within them included, in the order of their names. Hidden files
 * are left out: systems and programs keep their own things in them. To be called while the event is handled: what it carries is
 * gone afterwards.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (!entries.some(({ isDirectory }) => isDirectory)) return { files: [...transfer.files], isCut: false };
  const files: File[] = [];
  const waiting = entries.reverse();
  while (waiting.length > 0 && files.length <= MOST_FILES) {
    const entry = waiting.pop()!;
    if (entry.name.startsWith('.')) continue;
    if (isFile(entry)) files.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
    else if (isFolder(entry)) waiting.push(...(await entriesOf(entry)).sort((a, b) => (a.name < b.name ? 1 : -1)));
  }
  return { files: files.slice(0, MOST_FILES), isCut: files.length > MOST_FILES };
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** A folder tells what it holds in parts, the last of them empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return found;
    found.push(...part);
  }
}
