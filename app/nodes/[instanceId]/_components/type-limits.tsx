import type { ReactNode } from "react";
import { Missing } from "@/components/ui/missing";
import { Panel } from "@/components/ui/panel";
import type { NodeDetail } from "@/lib/domain/api/node";
import { formatCount, formatNoun } from "@/lib/format";

/** What the instance type allows, and where that is known from. */
export function TypeLimits({ node }: { readonly node: NodeDetail }) {
  const { limits } = node;
  if (limits === null) {
    return (
      <Panel title="Limits of the instance type">
        <Missing because={whyUnknown(node)} isSpelledOut />
      </Panel>
    );
  }
  const rows: (readonly [string, ReactNode])[] = [
    ["ENIs", formatCount(limits.maxEnis)],
    [
      "IPv4 addresses each",
      `${formatCount(limits.ipv4PerEni)}: one primary + ${formatNoun(limits.slotsPerEni, "slot")}`,
    ],
    ["Network cards", formatCount(limits.networkCardCount)],
    ["Hypervisor", limits.isBareMetal ? "none (bare metal)" : limits.hypervisor],
    ...podRows(node),
  ];
  const from =
    limits.from === "ec2"
      ? "from DescribeInstanceTypes"
      : "from Eniscope’s own table: EC2 was not asked or did not tell";
  return (
    <Panel title={`Limits of ${node.instanceType ?? "the instance type"}`} note={from}>
      <dl className="grid grid-cols-[10rem_minmax(0,1fr)] gap-x-4 gap-y-1">
        {rows.map(([term, detail]) => (
          <div key={term} className="contents">
            <dt className="text-muted">{term}</dt>
            <dd>{detail}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

/** What concerns pods, of EKS nodes only. */
function podRows(node: NodeDetail): (readonly [string, ReactNode])[] {
  if (!node.isNode) return [];
  const rows: (readonly [string, ReactNode])[] = [["Prefix delegation", prefixWords(node)]];
  if (!node.isAutoMode) {
    const because = "kubelet’s usual limit needs the type’s limits and processors";
    rows.push([
      "Max pods",
      node.maxPods === null ? <Missing key="pods" because={because} /> : formatCount(node.maxPods),
    ]);
  }
  return rows;
}

function whyUnknown({ instanceType }: NodeDetail): string {
  return instanceType === null
    ? "DescribeInstances did not tell the type"
    : `neither EC2 nor Eniscope’s own table knows ${instanceType}`;
}

/** Nitro and bare metal only (awsutils.go IsPrefixDelegationSupported, v1.23.1). */
function prefixWords({ limits, usesPrefixes }: NodeDetail): string {
  if (usesPrefixes) return "in use";
  if (limits === null || (limits.hypervisor === "unknown" && !limits.isBareMetal)) return "not known";
  return limits.hypervisor === "nitro" || limits.isBareMetal ? "possible, not in use" : "not possible on Xen";
}
