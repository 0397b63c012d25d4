"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { softTarget } from "@/components/shell/soft-target";
import { writeQueryNow } from "@/components/url-state/query-writer";
import { useNavigation } from "@/components/url-state/use-navigation";

/** Follows the links of all pages without a reload, and says while it waits for the next page. */
export function SoftLinks() {
  const router = useRouter();
  const [isPending, follow] = useNavigation();
  const onClick = useEffectEvent((event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const target = link === null ? null : softTarget(link, event, location);
    if (target === null) return;
    event.preventDefault();
    writeQueryNow();
    follow(() => router.push(target as Route));
  });
  useEffect(() => {
    const listen = (event: MouseEvent) => onClick(event);
    document.addEventListener("click", listen);
    return () => document.removeEventListener("click", listen);
  }, []);
  return (
    <div role="status" className={`fixed inset-x-0 top-0 z-50 h-0.5 ${isPending ? "bg-accent" : ""}`}>
      <span className="sr-only">{isPending ? "Loading the page" : ""}</span>
    </div>
  );
}
