import type { Route } from "next";
import type { ReactNode } from "react";
import { Anchor } from "@/components/ui/anchor";
import { CopyButton } from "@/components/ui/copy-button";

interface ResourceNameProps<Path extends string> {
  readonly href: Route<Path>;
  readonly name: string | null;
  readonly id: string;
  /** `subnet id`, for the copy button. */
  readonly what: string;
  /** Marks: default, shared. */
  readonly children?: ReactNode;
}

/** A resource in a table: its name as link, its id beside it, and a way to copy the id. On a phone the name alone. */
export function ResourceName<Path extends string>({ href, name, id, what, children }: ResourceNameProps<Path>) {
  return (
    <span className="inline-flex max-w-full items-baseline gap-2 max-sm:max-w-[36vw]">
      <Anchor
        href={href}
        title={name === null ? id : `${name} (${id})`}
        className="max-w-72 truncate font-medium text-accent hover:underline"
      >
        {name ?? id}
      </Anchor>
      {name === null ? null : <span className="text-xs text-muted max-sm:hidden">{id}</span>}
      {children}
      <span className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 max-sm:hidden">
        <CopyButton text={id} what={what} />
      </span>
    </span>
  );
}
