import { runOnCurrentNode, TESTS_NEED_MINOR } from "./launch/node-version.mjs";

runOnCurrentNode(() => import("./launch/verify.mjs").then(({ verify }) => verify()), TESTS_NEED_MINOR);
