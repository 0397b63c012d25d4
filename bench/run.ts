/** What is measured, by name; each part is loaded only when it is run. Figures that a part has to reach are its own. */
const PARTS = {
  simulator: async () => {
    const { measurePoolModel, POOL_MODEL_TARGETS } = await import("./pool-model");
    return { targets: POOL_MODEL_TARGETS, figures: measurePoolModel() };
  },
  simulatorEngine: async () => {
    const { measureSimulator, SIMULATOR_TARGETS } = await import("./simulator");
    return { targets: SIMULATOR_TARGETS, figures: measureSimulator() };
  },
  addressMap: async () => {
    const { measureAddressMap } = await import("./address-map");
    return { figures: await measureAddressMap() };
  },
  history: async () => {
    const { measureHistory } = await import("./history");
    return { figures: await measureHistory() };
  },
  recentShortages: async () => {
    const { measureRecentShortages } = await import("./recent-shortages");
    return { figures: await measureRecentShortages() };
  },
  simulatorPage: async () => {
    const { measureSimulatorPage, SIMULATOR_PAGE_TARGETS } = await import("./simulator-page");
    return { targets: SIMULATOR_PAGE_TARGETS, figures: await measureSimulatorPage() };
  },
  trail: async () => {
    const { measureTrail, TRAIL_TARGETS } = await import("./trail");
    return { targets: TRAIL_TARGETS, figures: await measureTrail() };
  },
  trailKills: async () => {
    const { KILL_TARGETS, measureKills } = await import("./trail-kills");
    return { targets: KILL_TARGETS, figures: await measureKills() };
  },
} as const satisfies Record<string, () => Promise<unknown>>;

export type BenchPart = keyof typeof PARTS;

export const BENCH_PARTS = Object.keys(PARTS) as BenchPart[];

export const isBenchPart = (name: string): name is BenchPart => name in PARTS;

/** The figures of the parts, in order; a part that cannot be measured here has `error` in their place. */
export async function runBench(parts: readonly BenchPart[]): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = {};
  for (const part of parts) {
    try {
      results[part] = await PARTS[part]();
    } catch (error) {
      results[part] = { error: error instanceof Error ? error.message : String(error) };
    }
  }
  return results;
}
