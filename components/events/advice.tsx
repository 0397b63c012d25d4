import { Anchor } from "@/components/ui/anchor";
import type { Incident } from "@/lib/domain/api/event";
import type { ShortageKind } from "@/lib/domain/shortage/shortage-kind";

interface AdviceProps {
  readonly incident: Pick<Incident, "kinds" | "subnet" | "vpc" | "callers">;
}

const LINK = "text-accent underline";
/** Under this a node does not wait for the CNI's cool-down of two minutes. */
const QUICK_RETRY_MS = 30_000;

/** What would help, by the kind of the shortage, and where to look next. A subnet that is gone has no pages to lead to. */
export function Advice({ incident: { kinds, subnet, vpc, callers } }: AdviceProps) {
  const subnetId = vpc === null ? null : (subnet?.id ?? null);
  const quick = callers.filter(
    ({ kind, retryEveryMs }) => kind === "vpc-cni" && (retryEveryMs ?? QUICK_RETRY_MS) < QUICK_RETRY_MS,
  );
  return (
    <ul className="grid gap-1">
      {kinds.map((kind) => (
        <li key={kind}>
          <KindAdvice kind={kind} subnetId={subnetId} />
        </li>
      ))}
      {quick.length === 0 ? null : (
        <li>
          {quick.length === 1 ? "A node tries" : `${quick.length} nodes try`} again every few seconds instead of every
          two minutes: it has all the ENIs that its type allows, or the error is one for which the CNI does not back
          off. Each try takes from the account’s budget of AssignPrivateIpAddresses, which all nodes share.
        </li>
      )}
    </ul>
  );
}

function KindAdvice({ kind, subnetId }: { readonly kind: ShortageKind; readonly subnetId: string | null }) {
  switch (kind) {
    case "capacity":
      return (
        <>
          <b className="font-semibold">Capacity:</b> the subnet had fewer free addresses than were asked for. What nodes
          hold warm can be given back by smaller targets
          {subnetId === null ? (
            "."
          ) : (
            <>
              :{" "}
              <Anchor href={`/simulator?subnet=${subnetId}`} className={LINK}>
                simulate other settings for this subnet
              </Anchor>
              , or see{" "}
              <Anchor href={`/subnets/${subnetId}`} className={LINK}>
                who holds its addresses
              </Anchor>
              .
            </>
          )}
        </>
      );
    case "fragmentation":
      return (
        <>
          <b className="font-semibold">Fragmentation:</b> no aligned /28 was free for a prefix, though single addresses
          may have been. A prefix reservation keeps single addresses out of a part of the subnet
          {subnetId === null ? (
            "."
          ) : (
            <>
              : see{" "}
              <Anchor href={`/subnets/${subnetId}?view=table`} className={LINK}>
                its blocks
              </Anchor>{" "}
              and{" "}
              <Anchor href={`/subnets/${subnetId}#reservations`} className={LINK}>
                its reservations
              </Anchor>
              .
            </>
          )}
        </>
      );
  }
}
