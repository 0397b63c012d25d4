"use client";

import { useEffect } from "react";
import { requestRefresh } from "@/components/shell/refresh-request";

/**
 * Keeps header and page on one snapshot: a soft navigation brings a new page under the old header, so when the page's
 * snapshot is not the one on <html data-snapshot>, both are read again. At most once for a snapshot.
 */
export function SnapshotMark({ id }: { readonly id: string }) {
  useEffect(() => {
    if (document.documentElement.dataset.snapshot !== id) requestRefresh();
  }, [id]);
  return null;
}
