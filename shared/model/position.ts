/** WGS 84 degrees in GeoJSON order: [longitude, latitude]. */
export type Position = readonly [lng: number, lat: number];

/** West, south, east, north in degrees. */
export type Bbox = readonly [west: number, south: number, east: number, north: number];
