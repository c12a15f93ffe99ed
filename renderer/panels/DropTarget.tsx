import { useEffect, useState } from 'react';
import { fail } from '../../shared/result.ts';
import { droppedFiles } from '../state/dropped-files.ts';
import { chooseFiles, importJob, openImportDialog } from '../state/import-job.ts';
import { drops } from '../state/incidents.ts';
import { isKit, openKit } from '../state/kit.ts';
import { orNotice } from '../state/notice.ts';
import { useStore } from '../state/store.ts';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

async function take(transfer: DataTransfer): Promise<void> {
  try {
    const { files, isCut } = await droppedFiles(transfer);
    if (isCut)
      orNotice(
        fail(
          'too-large',
          `Only the first ${files.length} files of the folder were taken. Import its parts by themselves.`,
        ),
      );
    if (files.length === 0) return;
    const { taker } = drops.get();
    if (taker !== null) return taker.take(files);
    // A kit is shown before anything of it is applied; it is never read as an export.
    const kit = files.find(({ name }) => isKit(name));
    if (kit !== undefined) {
      openKit(kit);
      if (files.length > 1)
        orNotice(fail('refused', `${kit.name} is a sector kit. Drop it by itself; the other files were not taken.`));
      return;
    }
    const { phase, dialogOpen } = importJob.get();
    if (phase === 'choosing' && dialogOpen) chooseFiles(files);
    else openImportDialog(files);
  } catch {
    orNotice(fail('unreadable-file', 'What was dropped cannot be read. Was its drive removed?'));
  }
}

/** Takes files dropped anywhere in the window, and says so while they hover over it. */
export function DropTarget() {
  const [isOver, setOver] = useState(false);
  const taker = useStore(drops, (state) => state.taker);
  useEffect(() => {
    // Entering a child fires before leaving its parent: count both to know whether the pointer is still inside.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth++;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    // Without this the window would leave for the file.
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (event.dataTransfer !== null) void take(event.dataTransfer);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver ? <div className="drop-target">{taker?.words ?? 'Drop to import'}</div> : null;
}
