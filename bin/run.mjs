import { runOnCurrentNode } from "./launch/node-version.mjs";

runOnCurrentNode(() => import("./launch/run-script.mjs").then(({ runScript }) => runScript(process.argv.slice(2))));
