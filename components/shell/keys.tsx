"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useLayoutEffect, useRef } from "react";
import { HELP_ID } from "@/components/shell/help";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const isModal = () => document.querySelector(":popover-open, dialog[open]") !== null;

/** The last link of the breadcrumb: where Esc leads when this page was opened from outside. */
const parentLink = () => [...document.querySelectorAll<HTMLAnchorElement>("nav[aria-label=Breadcrumb] a")].at(-1);

/** The keys of every page: `/` search, `?` help, `r` refresh, Esc back. Views handle their own arrows and Enter. */
export function Keys() {
  const router = useRouter();
  const pathname = usePathname();
  const visited = useRef<string[]>([]);

  // As soon as the page can be seen: an Escape may come before the effects that are put off.
  useLayoutEffect(() => {
    if (visited.current.at(-1) !== pathname) visited.current.push(pathname);
  }, [pathname]);

  useEffect(() => {
    const goBack = () => {
      if (visited.current.length > 1) {
        visited.current.length -= 2;
        router.back();
      } else parentLink()?.click();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
      const { key, target } = event;
      if (isTyping(target)) {
        if (key === "Escape" && target instanceof HTMLElement) target.blur();
        return;
      }
      if (key === "Escape") {
        if (isModal()) return;
        goBack();
      } else if (key === "?") document.getElementById(HELP_ID)?.togglePopover();
      else if (key === "r") document.querySelector<HTMLElement>("[data-key=r]")?.click();
      else if (key === "/") document.querySelector<HTMLElement>("[data-key=search]")?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [router]);

  return null;
}
