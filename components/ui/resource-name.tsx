import type { Route } from "next";
import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";

interface ResourceNameProps<Path extends string> {
  readonly href: Route<Path>;
  readonly name: string | null;
  readonly id: string;
  /** `subnet id`, for the copy button. */
  readonly what: string;
}

/** A resource in a table: its name as link, its id beside it, and a way to copy the id. */
export function ResourceName<Path extends string>({ href, name, id, what }: ResourceNameProps<Path>) {
  return (
    <span className="inline-flex items-baseline gap-2">
      <Link href={href} prefetch={false} className="font-medium text-accent hover:underline">
        {name ?? id}
      </Link>
      {name === null ? null : <span className="text-sm text-muted">{id}</span>}
      <CopyButton text={id} what={what} />
    </span>
  );
}
