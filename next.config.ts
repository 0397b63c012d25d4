import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

// Named, since Next would otherwise take a parent folder that happens to hold a lock file for the root, and put the
// standalone server into a folder below.
const root = fileURLToPath(new URL("./", import.meta.url)).replace(/[/\\]$/, "");

/** For every answer, static files too; what depends on the request is in proxy.ts. */
const HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=(), browsing-topics=()",
  },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

const config: NextConfig = {
  output: "standalone",
  outputFileTracingRoot: root,
  turbopack: { root },
  // Not the React Compiler: its memo code costs each page 6 to 9 KB of its 150, and the build half of its speed.
  reactCompiler: false,
  // The build's cache gains some seconds and takes gigabytes of the disk over time; bin/launch skips needless builds.
  experimental: { turbopackFileSystemCacheForBuild: false },
  // It finds its WebAssembly and its data beside its own modules, where a bundle would not have them.
  serverExternalPackages: ["@electric-sql/pglite"],
  outputFileTracingIncludes: { "/*": ["./node_modules/@electric-sql/pglite/dist/*.{js,wasm,data}"] },
  // PostgreSQL's extensions, of which we use none, and builds for other module systems.
  outputFileTracingExcludes: {
    "/*": ["./node_modules/@electric-sql/pglite/dist/**/*.tar.gz", "./node_modules/@electric-sql/pglite/dist/**/*.cjs"],
  },
  // No page shows a photograph: without the optimizer there is one route less to guard.
  images: { unoptimized: true },
  poweredByHeader: false,
  typedRoutes: true,
  headers: async () => [{ source: "/:path*", headers: HEADERS }],
};

export default config;
