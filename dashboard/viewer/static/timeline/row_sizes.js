/** Where the timeline's rows stand, in CSS pixels. */
export const ROW = { happened: 6, lanes: 3, lane: 15, told: 60, toldHeight: 22, axis: 88, height: 110 };

/** Above so many events the upper row counts them. */
export const HISTOGRAM_FROM = 150;
