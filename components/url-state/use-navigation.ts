import { useEffect, useRef, useTransition } from "react";
import { holdAddress } from "@/components/url-state/query-writer";

/**
 * Follows what the router is told to do, the address held until the page is there: Next.js would give the page up for a change
 * of the address, and what was pressed be lost. True while a page is on its way.
 */
export function useNavigation(): readonly [boolean, (go: () => void) => void] {
  const [isPending, startTransition] = useTransition();
  const release = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (isPending) return;
    release.current?.();
    release.current = null;
  }, [isPending]);
  // What has led away may be gone with the page that it stood on.
  useEffect(() => () => release.current?.(), []);
  const follow = (go: () => void) => {
    const releaseEarlier = release.current;
    release.current = holdAddress();
    releaseEarlier?.();
    startTransition(go);
  };
  return [isPending, follow];
}
