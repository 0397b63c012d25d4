import type { Route } from "next";
import { Anchor } from "@/components/ui/anchor";
import { CopyButton } from "@/components/ui/copy-button";
import { Missing } from "@/components/ui/missing";
import { Tag } from "@/components/ui/tag";
import type { NodeEni } from "@/lib/domain/api/node";
import { formatAge, formatUtcDateTime } from "@/lib/format";

const ROLE_WORDS: Readonly<Record<NodeEni["role"], string>> = {
  primary: "primary ENI",
  cni: "from the VPC CNI",
  trunk: "trunk of branch ENIs",
  efa: "EFA",
  "efa-only": "EFA only",
  other: "not the CNI’s",
};

interface EniHeadingProps {
  readonly eni: NodeEni;
  /** Named where it is not told by a heading above. */
  readonly card: number | null;
  /** The server's clock, for ages. */
  readonly now: number;
}

/** What an ENI is: device, id, role, subnet, age, state. */
export function EniHeading({ eni, card, now }: EniHeadingProps) {
  const since = eni.attachTime ?? eni.createdAt;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-1.5">
        <b className="wrap-anywhere">
          {eni.deviceIndex ?? "?"} · {eni.eniId ?? <Missing because="the record has no id" />}
        </b>
        {eni.eniId === null ? null : <CopyButton text={eni.eniId} what="ENI id" />}
      </p>
      <p className="inline text-sm text-muted">
        {card === null ? "" : `card ${card} · `}
        {ROLE_WORDS[eni.role]}
        {eni.subnetId === null || eni.role === "efa-only" ? null : (
          <>
            {" · "}
            <Anchor
              href={subnetHref(eni)}
              title="Show its addresses on the subnet’s map"
              className="underline decoration-dotted underline-offset-3 hover:text-accent"
            >
              {eni.subnetName ?? eni.subnetId}
            </Anchor>
          </>
        )}
        {since === null ? null : <span title={formatUtcDateTime(since)}> · {formatAge(now - since)}</span>}
      </p>
      <EniStates eni={eni} />
    </>
  );
}

const subnetHref = (eni: Pick<NodeEni, "subnetId" | "eniId">): Route =>
  `/subnets/${eni.subnetId}${eni.eniId === null ? "" : `?eni=${eni.eniId}`}` as Route;

/** States other than the usual ones; an unknown one is said as EC2 says it. */
function EniStates({ eni }: { readonly eni: NodeEni }) {
  const unusual = [
    eni.status === null || eni.status === "in-use" ? null : eni.status,
    eni.attachmentStatus === null || eni.attachmentStatus === "attached" ? null : eni.attachmentStatus,
  ].filter((state, i, all): state is string => state !== null && all.indexOf(state) === i);
  if (unusual.length === 0) return null;
  return (
    <span className="ml-2 inline-flex gap-1">
      {unusual.map((state) => (
        <Tag key={state} tone="warn">
          {state}
        </Tag>
      ))}
    </span>
  );
}
