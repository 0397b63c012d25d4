import { ensureBuilt } from "./build.mjs";
import { typedFrom } from "./checkout.mjs";
import { ensureInstalled } from "./install.mjs";
import { freeAddress } from "./port.mjs";
import { serve } from "./serve.mjs";
import { assertCaptureExists, listenAddress } from "./settings.mjs";

/** `npm start`: whatever is missing is installed and built, then the dashboard is served until Ctrl-C. */
export async function start() {
  // What a person got wrong is said before the minute of work, not after it.
  assertCaptureExists(process.env, typedFrom());
  const address = await freeAddress(listenAddress(process.env));
  await ensureInstalled();
  await ensureBuilt();
  process.exitCode = await serve(address);
}
