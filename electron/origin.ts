/** The window's own scheme and host: never `file:`, which may read the whole disk. */
export const appScheme = 'app';
export const appHost = 'fenceline';
export const appOrigin = `${appScheme}://${appHost}`;
