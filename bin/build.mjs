import { runOnCurrentNode } from "./launch/node-version.mjs";

runOnCurrentNode(() =>
  import("./launch/install.mjs")
    .then(({ ensureInstalled }) => ensureInstalled())
    .then(() => import("./launch/build.mjs"))
    .then(({ build }) => build("stderr")),
);
