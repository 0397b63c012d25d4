"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { softTarget } from "@/components/shell/soft-target";
import { holdAddress, writeQueryNow } from "@/components/url-state/query-writer";

/** Follows the links of all pages without a reload, and says while it waits for the next page. */
export function SoftLinks() {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const release = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (isPending) return;
    release.current?.();
    release.current = null;
  }, [isPending]);
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      const target = link === null ? null : softTarget(link, event, location);
      if (target === null) return;
      event.preventDefault();
      writeQueryNow();
      const releaseEarlier = release.current;
      release.current = holdAddress();
      releaseEarlier?.();
      startTransition(() => router.push(target as Route));
    };
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [router]);
  return (
    <div role="status" className={`fixed inset-x-0 top-0 z-50 h-0.5 ${isPending ? "bg-accent" : ""}`}>
      <span className="sr-only">{isPending ? "Loading the page" : ""}</span>
    </div>
  );
}
