import type { ReactNode } from "react";
import type { NodeEni } from "@/lib/domain/api/node";
import { formatUtcDateTime } from "@/lib/format";

/** The rest of an ENI's record, folded away. */
export function EniMore({ eni }: { readonly eni: NodeEni }) {
  const rows: (readonly [string, ReactNode])[] = [
    ["Description", eni.description === "" ? "(empty)" : eni.description],
    ["Interface type", eni.interfaceType],
    ["Status", [eni.status, eni.attachmentStatus].filter((state) => state !== null).join(", ") || null],
    ["Attached", eni.attachTime === null ? null : formatUtcDateTime(eni.attachTime)],
    ["Created by the CNI", eni.createdAt === null ? null : formatUtcDateTime(eni.createdAt)],
    ["Subnet", eni.subnetId],
    ["Public address", eni.publicAddress],
    ["IPv6", ipv6Words(eni)],
    ["Security groups", eni.securityGroupIds.length === 0 ? null : eni.securityGroupIds.join(", ")],
    ...Object.entries(eni.tags).map(([key, value]): readonly [string, ReactNode] => [`Tag ${key}`, value]),
  ];
  return (
    <details className="ml-2 inline-block align-top text-sm open:ml-0 open:block">
      <summary className="text-muted hover:text-ink">details</summary>
      <dl className="mt-1 grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        {rows
          .filter(([, value]) => value !== null)
          .map(([term, value]) => (
            <div key={term} className="contents">
              <dt className="wrap-anywhere text-muted">{term}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
      </dl>
    </details>
  );
}

function ipv6Words({ ipv6AddressCount, ipv6PrefixCount }: NodeEni): string | null {
  if (ipv6AddressCount === 0 && ipv6PrefixCount === 0) return null;
  return `${ipv6AddressCount} addresses, ${ipv6PrefixCount} prefixes`;
}
