"use client";

import { usePathname } from "next/navigation";
import { Anchor } from "@/components/ui/anchor";

const PLACES = [
  { href: "/", label: "VPCs", isHere: (path: string) => path === "/" || /^\/(vpcs|subnets|nodes)\//.test(path) },
  { href: "/events", label: "Events", isHere: (path: string) => path.startsWith("/events") },
  { href: "/simulator", label: "Simulator", isHere: (path: string) => path === "/simulator" },
] as const;

/** The places that do not belong to one resource. */
export function NavLinks() {
  const path = usePathname();
  return (
    <nav aria-label="Places" className="flex gap-x-3">
      {PLACES.map(({ href, label, isHere }) => (
        <Anchor
          key={href}
          href={href}
          aria-current={isHere(path) ? "page" : undefined}
          className="text-muted hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {label}
        </Anchor>
      ))}
    </nav>
  );
}
