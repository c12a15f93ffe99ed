declare const __FENCELINE_VERSION__: string | undefined;

/** Of the program, as bundled. */
export const version = typeof __FENCELINE_VERSION__ === 'string' ? __FENCELINE_VERSION__ : 'development';
