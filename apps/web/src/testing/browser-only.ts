/** Stands in for the libraries that only work in a real browser; their use is tested in Chromium. */
export const browserOnly = true;
