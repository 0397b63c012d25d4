/** Next's start-up hook: the first collection runs before the first visitor comes. Nothing here can stop the start. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next replaces this at build time, to leave Node's modules out of other runtimes.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { setPlainContentType } = await import("@/app/api/_http/plain-content-type");
  setPlainContentType();
  const { closeAtSignal } = await import("@/lib/inventory/close-at-signal");
  closeAtSignal();
  const { readStore } = await import("@/lib/inventory/snapshot-store");
  readStore({ waitMs: 0 }).catch((error: unknown) =>
    console.error("eniscope: the first collection did not start", error),
  );
}
