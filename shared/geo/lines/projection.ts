/** Datums that agree with WGS 84 within 2 m along the border; what is left belongs to the line's stated error. */
const alike =
  /DATUM\s*\[\s*"(D_)?(WGS_?(19)?84|World Geodetic System 1984|North_American(_Datum)?_1983|NAD83|ITRF|IGS)/i;

/**
 * Whether a Shapefile's projection file (.prj, OGC WKT) is of geographic coordinates whose datum is WGS 84 or NAD 83.
 * @returns why not, in a sentence; null when it is
 */
export function projectionFault(wkt: string): string | null {
  const text = wkt.trim();
  if (!/^(GEOGCS|GEOGCRS|GEODCRS)\s*\[/i.test(text)) {
    return 'The Shapefile’s .prj says that its coordinates are projected. Save the line in WGS 84 longitude and latitude.';
  }
  return alike.test(text)
    ? null
    : 'The Shapefile’s .prj names a datum other than WGS 84 and NAD 83, which may be off by 100 m. Save the line in WGS 84.';
}
