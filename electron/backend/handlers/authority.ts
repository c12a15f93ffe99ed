import { readFileSync } from 'node:fs';
import { fail, ok } from '../../../shared/result.ts';
import { authorityHistory, authorityOnRecord, changeAuthority, importAuthority, resetAuthority } from '../authority.ts';
import { readPublishedFigures } from '../published-figures.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const authorityHandlers = (desk: Desk): HandlersOf<'authority'> => ({
  'authority.get': ({ version }) => authorityOnRecord(desk.workspace.store.read, desk.reference, version),
  'authority.history': () => ok(authorityHistory(desk.workspace.store.read, desk.reference)),
  'authority.published': () => ok(readPublishedFigures(desk.resources)),
  'authority.import': ({ file: handle, source }) => {
    const file = desk.files.find(handle);
    if (!file.ok) return file;
    const { path, displayName } = file.value;
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(path);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return fail('unreadable-file', `${displayName} cannot be read: ${message}`, { file: displayName });
    } finally {
      desk.files.forget(handle);
    }
    return importAuthority(desk.workspace, { bytes, file: displayName, source }, desk.actor);
  },
  'authority.edit': (order) => changeAuthority(desk.workspace, order, desk.actor),
  'authority.reset': ({ source }) => resetAuthority(desk.workspace, source, desk.actor),
});
