/** 95 % of a normal error along one axis lies within this many standard deviations. */
export const sigmas95 = 1.96;

/** 95 % error from a standard deviation, metres, rounded up: as the printed page gives it. */
export const error95M = (sigmaM: number): number => Math.ceil(sigmas95 * sigmaM);
