/** 95 % of a normal error along one axis lies within this many standard deviations. Errors are shown so, as on the page. */
export const sigmas95 = 1.96;
