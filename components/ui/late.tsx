import { Activity, type ComponentType, lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";

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

/**
 * A component that the server draws whole, and whose script comes after the page's own. Activity, and not Suspense, which
 * the server may send with its stand-in first: what was sent stays as it is until the script is there. On a page that is
 * drawn in the browser, the one before stays meanwhile.
 */
export function drawnFirst<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const Loaded: ComponentType<Props> = lazy(async () => ({ default: await load() }));
  return function DrawnFirst(props: Props) {
    return (
      <Activity>
        <Loaded {...props} />
      </Activity>
    );
  };
}
