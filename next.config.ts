import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  reactCompiler: true,
  poweredByHeader: false,
  typedRoutes: true,
};

export default config;
