import type { Route } from "next";
import { ScopePicker } from "@/app/simulator/_components/scope-picker";
import { type Crumb, PageTitle } from "@/components/ui/page-title";
import { UnbrokenNames } from "@/components/ui/unbroken-names";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { formatNoun, formatUtcTime } from "@/lib/format";

/** Null while nothing is chosen. */
export function SimulatorTitle({ scope }: { readonly scope: SimulationScope | null }) {
  return (
    <PageTitle
      title="Simulator"
      crumbs={[{ label: "All VPCs", href: "/" }, ...(scope === null ? [] : [crumbOf(scope)])]}
      detail={
        scope === null ? undefined : (
          <span className="wrap-anywhere">
            <UnbrokenNames words={scope.label} /> · {formatNoun(scope.nodes.length, "node")} in{" "}
            {formatNoun(scope.subnets.filter(({ isUsed }) => isUsed).length, "subnet")} · as of{" "}
            {formatUtcTime(scope.takenAt)} UTC
          </span>
        )
      }
      actions={<ScopePicker />}
    />
  );
}

/** Esc leads to what is simulated. */
function crumbOf({ kind, id, label }: SimulationScope): Crumb {
  switch (kind) {
    case "vpc":
      return { label, href: `/vpcs/${id}` as Route };
    case "subnet":
      return { label, href: `/subnets/${id}` as Route };
    case "cluster":
      return { label, href: `/?${new URLSearchParams({ cluster: id })}` };
  }
}
