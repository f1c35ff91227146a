/** How the window may look. Apart from the schemas, so that the window need not load them. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How high a row of figures is. */
export const DENSITIES = ['comfortable', 'compact'] as const;
