"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/**
 * Keeps header and page on one snapshot: a soft navigation brings a new page under the old header, so when the page's
 * snapshot is not the one on <html data-snapshot>, both are read again. At most once for a snapshot.
 */
export function SnapshotMark({ id }: { readonly id: string }) {
  const router = useRouter();
  useEffect(() => {
    if (document.documentElement.dataset.snapshot !== id) router.refresh();
  }, [id, router]);
  return null;
}
