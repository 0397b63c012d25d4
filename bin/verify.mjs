import { runOnCurrentNode } from "./launch/node-version.mjs";

runOnCurrentNode(() => import("./launch/verify.mjs").then(({ verify }) => verify()));
