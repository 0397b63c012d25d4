/** The least and the most pods, both possible. */
export interface PodCounts {
  readonly low: number;
  readonly high: number;
}
