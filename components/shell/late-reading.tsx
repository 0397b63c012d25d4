"use client";

import { type ComponentProps, lazy, Suspense } from "react";

// Most pages have their data: the script of those that wait for them comes only there.
const Collecting = lazy(async () => ({ default: (await import("@/components/shell/collecting")).Collecting }));
const RetryButton = lazy(async () => ({ default: (await import("@/components/shell/retry-button")).RetryButton }));

export function LateCollecting(props: ComponentProps<typeof Collecting>) {
  return (
    <Suspense fallback={null}>
      <Collecting {...props} />
    </Suspense>
  );
}

export function LateRetryButton() {
  return (
    <Suspense fallback={null}>
      <RetryButton />
    </Suspense>
  );
}
