/** The two clocks: when it happened, and when it was told. */
export const HAPPENED = 'happened';
export const TOLD = 'told';
