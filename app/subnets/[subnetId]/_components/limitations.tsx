import { Notice } from "@/components/ui/notice";
import type { SubnetDetail } from "@/lib/domain/api/subnet";
import type { SubnetLimitation } from "@/lib/domain/api/vpc";

const WORDS: Readonly<Record<SubnetLimitation, { readonly what: string; readonly why: string }>> = {
  address: { what: "give out any address", why: "no address is free" },
  "load-balancer": { what: "take a new load balancer", why: "it needs 8 free addresses" },
  "control-plane-change": { what: "serve a control-plane change of EKS", why: "it needs 5 free addresses" },
  prefix: { what: "give out a prefix", why: "no aligned /28 is wholly free" },
};

/** What the subnet can no longer do, each with its reason. */
export function Limitations({ subnet }: { readonly subnet: SubnetDetail }) {
  if (subnet.limitations.length === 0) return null;
  return (
    <Notice tone="warn" title="This subnet can no longer">
      <ul className="flex flex-wrap gap-x-6 gap-y-0.5">
        {subnet.limitations.map((limitation) => (
          <li key={limitation}>
            <span className="font-semibold">{WORDS[limitation].what}</span>
            <span className="text-muted">: {WORDS[limitation].why}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
