/** Serial numbers after ANSI/CTA-2063-A: 4 characters of manufacturer, one of length (1-9, A-F), and that many more; no I or O. */

const ALLOWED = new Uint8Array(128);
for (const character of '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ') ALLOWED[character.charCodeAt(0)] = 1;

/** Whether a text has that form. Written out, because every record with a serial is asked. */
export function isCtaSerial(text: string): boolean {
  const { length } = text;
  if (length < 6 || length > 20) return false;
  const stated = text.charCodeAt(4);
  const digits = stated >= 49 && stated <= 57 ? stated - 48 : stated >= 65 && stated <= 70 ? stated - 55 : 0;
  if (digits !== length - 5) return false;
  for (let at = 0; at < length; at++) if (ALLOWED[text.charCodeAt(at)] !== 1) return false;
  return true;
}

/** DJI's own serials as AeroScope and DroneID give them: 14 or 16 capitals and digits, without the manufacturer code. */
const DJI_SHORT = /^(?=[A-Z]*\d)(?=\d*[A-Z])[0-9A-Z]{14}(?:[0-9A-Z]{2})?$/;

export const isDjiShortSerial = (text: string): boolean => DJI_SHORT.test(text);

/** Whether a text in a column of ids is surely a manufacturer's serial, rather than a sensor's own number for the object. */
export const looksLikeSerial = (text: string): boolean => isCtaSerial(text) || isDjiShortSerial(text);
