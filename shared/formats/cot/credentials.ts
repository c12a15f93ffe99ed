const CAMERA = '<__video';
const CAMERA_END = '</__video>';
const LEFT_OUT = '(left out)';
/** A name and a password in front of a host. */
const LOGIN = /\/\/[^\s"'<>/@]{1,200}:[^\s"'<>/@]{1,200}@/g;

/**
 * The text of an event without the logins that packages carry in camera addresses (`__video`): raw text of quarantined records is
 * stored again and shown, and a password has no place there. What is left out says so.
 */
export function withoutCredentials(raw: string): string {
  let kept = '';
  let at = 0;
  for (let start = raw.indexOf(CAMERA); start >= 0; start = raw.indexOf(CAMERA, at)) {
    kept += `${raw.slice(at, start)}${CAMERA} ${LEFT_OUT}>`;
    at = cameraEnd(raw, start);
  }
  return `${kept}${raw.slice(at)}`.replace(LOGIN, `//${LEFT_OUT}@`);
}

function cameraEnd(raw: string, start: number): number {
  const tagEnd = raw.indexOf('>', start);
  if (tagEnd < 0) return raw.length;
  if (raw[tagEnd - 1] === '/') return tagEnd + 1;
  const end = raw.indexOf(CAMERA_END, tagEnd);
  return end < 0 ? raw.length : end + CAMERA_END.length;
}
