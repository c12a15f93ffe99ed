import { ok } from '../../../shared/result.ts';
import { readUserSettings, writeUserSettings } from '../../user-settings.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const settingsHandlers = (desk: Pick<Desk, 'settingsFile'>): HandlersOf<'settings'> => ({
  'settings.get': () => ok(readUserSettings(desk.settingsFile)),
  'settings.set': ({ change }) => {
    // Members that were left out are not taken for undefined ones.
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    return writeUserSettings(desk.settingsFile, given);
  },
});
