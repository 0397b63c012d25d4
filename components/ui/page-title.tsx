import type { Route } from "next";
import { Fragment, type ReactNode } from "react";
import { Anchor } from "@/components/ui/anchor";

export interface Crumb {
  readonly label: string;
  readonly href: Route;
}

interface PageTitleProps {
  /** From the outermost page inwards, without the page itself. */
  readonly crumbs?: readonly Crumb[];
  readonly title: string;
  /** Ids, CIDRs and whatever else names the thing. */
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageTitle({ crumbs = [], title, detail, actions }: PageTitleProps) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <div className="min-w-0">
        {crumbs.length === 0 ? null : (
          <nav aria-label="Breadcrumb" className="mb-0.5 text-sm text-muted">
            {crumbs.map((crumb) => (
              <Fragment key={crumb.href}>
                <Anchor href={crumb.href} className="wrap-anywhere hover:text-accent hover:underline">
                  {crumb.label}
                </Anchor>
                <span aria-hidden="true"> / </span>
              </Fragment>
            ))}
          </nav>
        )}
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
          {detail === undefined ? null : (
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">{detail}</div>
          )}
        </div>
      </div>
      {actions === undefined ? null : <div className="ml-auto flex flex-wrap gap-2 max-sm:w-full">{actions}</div>}
    </div>
  );
}
