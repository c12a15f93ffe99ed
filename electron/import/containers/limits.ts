/** What an archive may hold and become, nested archives included: beyond it, it is refused before any of it is stored. */

export const MOST_MEMBERS = 1000;
/** A member may unpack to this many times its packed size. */
export const HIGHEST_RATIO = 100;
export const MOST_UNPACKED_BYTES = 256 * 1024 * 1024;
/** Archives within archives: a data package in a zip, and a KMZ in that. */
export const DEEPEST_ARCHIVE = 3;
export const LONGEST_MEMBER_NAME = 1024;
/** The texts of a workbook's cells stand in memory while its sheets are read. */
export const MOST_SHARED_TEXT_BYTES = 64 * 1024 * 1024;
