import type { Route } from "next";
import type { ComponentProps } from "react";

type AnchorProps<Path extends string> = Omit<ComponentProps<"a">, "href"> & { readonly href: Route<Path> };

/**
 * A link within Eniscope, its address checked against the routes. Plain HTML, so that a table of hundreds costs no
 * script; SoftLinks, once on the page, follows them all without a reload.
 */
export function Anchor<Path extends string>({ href, children, ...rest }: AnchorProps<Path>) {
  return (
    <a href={href} {...rest}>
      {children}
    </a>
  );
}
