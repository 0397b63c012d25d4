import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("./", import.meta.url));
const { CI, PROPERTY_SEED } = process.env;
// A check says the same twice; whoever works here draws other cases at each run, and tries one seed again by its number.
const propertySeed = PROPERTY_SEED ? Number(PROPERTY_SEED) : CI ? 1 : null;

export default defineConfig({
  resolve: {
    alias: {
      "@": root.replace(/\/$/, ""),
      // The guard throws outside React's server build; unit tests are the server.
      "server-only": `${root}node_modules/server-only/empty.js`,
      "fast-check": `${root}lib/domain/fixtures/seeded-fast-check.ts`,
    },
  },
  test: {
    include: ["{app,components,lib,bin}/**/*.test.{ts,tsx}"],
    provide: { propertySeed },
    // No database of whoever runs the tests is theirs to use.
    env: { AWS_EC2_METADATA_DISABLED: "true", NEXT_TELEMETRY_DISABLED: "1", DATABASE_URL: "" },
    // Vitest leaves one core to itself, so on two cores the files would go one by one, though many of them wait for a disk.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Against hanging only, so no test has one of its own: on a busy machine each takes many times as long as on an idle one.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 500_000 } },
  },
});
