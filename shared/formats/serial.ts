/** Serial numbers after ANSI/CTA-2063-A: 4 characters of manufacturer, one of length (1-9, A-F), and that many more; no I or O. */

const SHAPE = /^[0-9A-HJ-NP-Z]{4}([1-9A-F])([0-9A-HJ-NP-Z]{1,15})$/;

export function isCtaSerial(text: string): boolean {
  const match = SHAPE.exec(text);
  return match !== null && Number.parseInt(match[1]!, 16) === match[2]!.length;
}

/** DJI's own serials as AeroScope and DroneID give them: 14 or 16 capitals and digits, without the manufacturer code. */
const DJI_SHORT = /^(?=[A-Z]*\d)(?=\d*[A-Z])[0-9A-Z]{14}(?:[0-9A-Z]{2})?$/;

export const isDjiShortSerial = (text: string): boolean => DJI_SHORT.test(text);

/** Whether a text in a column of ids is surely a manufacturer's serial, rather than a sensor's own number for the object. */
export const looksLikeSerial = (text: string): boolean => isCtaSerial(text) || isDjiShortSerial(text);
