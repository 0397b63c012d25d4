"use client";

import { useRouter } from "next/navigation";
import { EniRack } from "@/components/eni/eni-rack";
import type { Rack } from "@/lib/domain/geometry/rack";

interface NodeRackProps {
  readonly instanceId: string;
  readonly rack: Rack;
  readonly markedEniId: string | null;
  readonly now: number;
}

/** The rack, whose addresses lead to their subnet's map. */
export function NodeRack({ instanceId, rack, markedEniId, now }: NodeRackProps) {
  const router = useRouter();
  return (
    <EniRack
      label={`ENIs of ${instanceId}`}
      rack={rack}
      markedEniId={markedEniId}
      now={now}
      onOpen={(subnetId, address) => router.push(`/subnets/${subnetId}?address=${address}`)}
    />
  );
}
