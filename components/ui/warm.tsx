import { Missing } from "@/components/ui/missing";
import { NO_ENIS } from "@/components/ui/not-read";
import type { CountRange } from "@/lib/domain/api/common";
import { formatRange } from "@/lib/format";

interface WarmProps {
  readonly estimate: CountRange | null;
  /** Of the VPC or subnet; null when ENIs or instances could not be read. */
  readonly nodeCount: number | null;
}

/** Addresses that nodes hold without a pod. Where there is no node there is none; a node whose pool nothing bounds is not known. */
export function Warm({ estimate, nodeCount }: WarmProps) {
  if (estimate !== null) return formatRange(estimate);
  if (nodeCount === 0) return "0";
  return (
    <Missing
      because={nodeCount === null ? NO_ENIS : "neither settings nor instance type bound the pools of the nodes here"}
    />
  );
}
