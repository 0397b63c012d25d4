import { ComposedChart } from "recharts";

/** The part of the library that every chart stands on, by itself: so it can be loaded ahead of the rest. */
export const ChartBase = ComposedChart;
