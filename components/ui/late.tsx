import { type ComponentType, lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";

const neverChanges = () => () => {};

/**
 * A component whose script comes when it is drawn in the browser; the server sends what stands in for it. In place of
 * next/dynamic, which costs a page 2.5 KB by itself.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>, standIn: ReactNode) {
  const Loaded: ComponentType<Props> = lazy(async () => ({ default: await load() }));
  return function Late(props: Props) {
    const isInBrowser = useSyncExternalStore(
      neverChanges,
      () => true,
      () => false,
    );
    if (!isInBrowser) return standIn;
    return (
      <Suspense fallback={standIn}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
