import type { Route } from "next";
import { Anchor } from "@/components/ui/anchor";

interface ActionLinkProps {
  readonly href: Route;
  readonly children: string;
  readonly title?: string;
}

/** A link to what can be done about the thing that a page shows. */
export function ActionLink({ href, children, title }: ActionLinkProps) {
  return (
    <Anchor
      href={href}
      {...(title === undefined ? {} : { title })}
      className="rounded border border-line-strong bg-panel px-2.5 py-1 hover:border-accent hover:text-accent"
    >
      {children}
    </Anchor>
  );
}
