import { worstOf } from "@/app/_components/worst-of";
import type { ShortageBrief } from "@/components/events/shortage-figures";
import { Anchor } from "@/components/ui/anchor";
import { Missing } from "@/components/ui/missing";
import { NotApplicable } from "@/components/ui/not-applicable";
import { NO_FREE } from "@/components/ui/not-read";
import { SeverityShare } from "@/components/ui/severity-share";
import { Tag } from "@/components/ui/tag";
import type { VpcSummary } from "@/lib/domain/api/vpc";
import type { Thresholds } from "@/lib/domain/vpc/inventory";
import { formatCount } from "@/lib/format";

interface WorstSubnetsProps {
  readonly vpc: VpcSummary;
  readonly shortages: ShortageBrief;
  readonly thresholds: Thresholds;
}

/** The worst subnet, and how many more have passed the warning. */
export function WorstSubnets({ vpc, shortages, thresholds }: WorstSubnetsProps) {
  const worst = worstOf(vpc, shortages)[0];
  if (vpc.subnetCount === null) return <Missing because="the subnets could not be read" />;
  if (worst === undefined) {
    return vpc.subnetCount === 0 ? (
      <span className="text-muted">no subnets</span>
    ) : (
      <NotApplicable because="No IPv4 subnet" />
    );
  }
  const moreCount = Math.max(0, (vpc.subnetsAboveWarningCount ?? 0) - 1);
  return (
    <>
      <Anchor
        href={`/subnets/${worst.id}`}
        title={worst.name === null ? worst.id : `${worst.name} (${worst.id})`}
        className="inline-block max-w-52 truncate align-bottom text-accent hover:underline"
      >
        {worst.name ?? worst.id}
      </Anchor>{" "}
      <span className="text-muted">
        {worst.freeAddressCount === null ? "" : `${formatCount(worst.freeAddressCount)} free,`}
      </span>{" "}
      <SeverityShare ratio={worst.utilizationRatio} thresholds={thresholds} because={NO_FREE} />
      {shortages.bySubnet[worst.id] === undefined ? null : (
        <>
          {" "}
          <Tag tone="harm">{shortages.bySubnet[worst.id]?.isOngoing ? "calls fail" : "failed"}</Tag>
        </>
      )}
      {moreCount === 0 ? null : <span className="text-muted"> + {formatCount(moreCount)} more</span>}
    </>
  );
}
