import { runOnCurrentNode } from "./launch/node-version.mjs";

runOnCurrentNode(() => import("./launch/start.mjs").then(({ start }) => start()));
