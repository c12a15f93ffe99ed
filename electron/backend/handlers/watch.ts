import { type Failure, ok } from '../../../shared/result.ts';
import { dropMeta, readMeta, writeMeta } from '../../store/change.ts';
import { checkFolder, FolderWatch } from '../watch-folder.ts';
import type { Desk, HandlersOf } from './desk.ts';

const WATCHED_FOLDER = 'watched_folder';

/** The watched folder of the workspace in front. It is looked into when the window asks, so that nothing runs unseen. */
export function watchHandlers(desk: Desk): HandlersOf<'watch'> {
  let watched: { readonly folder: string; readonly watch: FolderWatch } | null = null;
  let found: { readonly handle: string; readonly name: string }[] = [];

  const folderNow = (): string | null => readMeta(desk.workspace.store.read, WATCHED_FOLDER) ?? null;
  const look = (folder: string): Failure | null => {
    if (watched?.folder !== folder) {
      watched = { folder, watch: new FolderWatch(folder) };
      found = [];
    }
    const files = watched.watch.look();
    if (!files.ok) return files.failure;
    for (const { path, name } of files.value) {
      found.push({ handle: desk.files.offer({ path, displayName: name, removeAfter: false }), name });
    }
    return null;
  };

  return {
    'watch.status': () => {
      const folder = folderNow();
      const failure = folder === null ? null : look(folder);
      // A handle that is no longer known was imported.
      found = folder === null ? [] : found.filter(({ handle }) => desk.files.find(handle).ok);
      return ok({ folder, found: [...found], failure });
    },
    'watch.set': ({ folder }) => {
      if (folder !== null) {
        const there = checkFolder(folder);
        if (!there.ok) return there;
      }
      const target = desk.workspace;
      return target.change({ actor: desk.actor, kind: 'watched-folder-set', atMs: Date.now() }, async () => {
        if (folder === null) dropMeta(target.store.write, WATCHED_FOLDER);
        else writeMeta(target.store.write, WATCHED_FOLDER, folder);
        return ok({ value: {}, details: { folder } });
      });
    },
    'watch.putAside': () => {
      for (const { handle } of found) desk.files.forget(handle);
      found = [];
      return ok({});
    },
  };
}
