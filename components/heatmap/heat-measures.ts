/** What a heatmap's colour can show. Apart from what is measured, which the link's parser has no need of. */
export const HEAT_MEASURES = ["used", "warm", "fragmented", "shortages"] as const;
export type HeatMeasure = (typeof HEAT_MEASURES)[number];
