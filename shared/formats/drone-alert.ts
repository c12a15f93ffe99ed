/**
 * Ids under which DragonSync and WarDragon report an encrypted DJI link (O4): something flies, but neither what nor where. The
 * position in such a record is the sensor's own or 0/0 (antsdr_dji_droneid PR 21) and is never the aircraft's.
 */
export const isAlert = (id: string): boolean => /^drone-alert(?:-|$)/i.test(id);
