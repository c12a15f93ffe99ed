/**
 * Ids under which DragonSync and WarDragon report an encrypted DJI link (O4): something flies, but neither what nor where. The
 * position in such a record is the sensor's own or 0/0 (antsdr_dji_droneid PR 21) and is never the aircraft's.
 */
export const isAlert = (id: string): boolean => /^drone-alert(?:-|$)/i.test(id);

/** The serial in DragonSync's `drone-<serial>`, or the id itself; it may as well be an address. */
export const withoutPrefix = (id: string): string => id.replace(/^drone-/i, '');

const ADDRESS = /^(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$|^[0-9A-F]{12}$/i;

/** Whether a text is a MAC address, with or without colons. */
export const isAddress = (text: string): boolean => ADDRESS.test(text);
