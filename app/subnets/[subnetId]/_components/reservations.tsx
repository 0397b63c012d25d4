import { becauseOf } from "@/app/subnets/[subnetId]/_components/unread";
import { CopyButton } from "@/components/ui/copy-button";
import { Missing } from "@/components/ui/missing";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import type { SubnetDetail } from "@/lib/domain/api/subnet";
import { formatCount } from "@/lib/format";

type Reservation = NonNullable<SubnetDetail["reservations"]>[number];

/** The subnet's CIDR reservations, with how much of each is allocated. */
export function Reservations({
  subnet,
  snapshot,
}: {
  readonly subnet: SubnetDetail;
  readonly snapshot: SnapshotHeader;
}) {
  const { reservations } = subnet;
  if (subnet.cidr === null) return null;
  return (
    <Panel id="reservations" title="CIDR reservations" note="EC2 counts their addresses as taken, allocated or not">
      {reservations === null ? (
        <Missing because={becauseOf(snapshot, "GetSubnetCidrReservations")} isSpelledOut />
      ) : reservations.length === 0 ? (
        <p className="text-muted">None.</p>
      ) : (
        <ul>
          {reservations.map((reservation) => (
            <Entry key={reservation.id} reservation={reservation} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Entry({ reservation }: { readonly reservation: Reservation }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5 last:border-0">
      <b>{reservation.cidr}</b>
      {reservation.reservationType === null ? null : <Tag>{reservation.reservationType}</Tag>}
      <span>
        {formatCount(reservation.allocatedAddressCount)} of {formatCount(reservation.addressCount)} allocated
      </span>
      <span className="inline-flex items-center gap-1.5 text-muted">
        {reservation.id}
        <CopyButton text={reservation.id} what="reservation id" />
      </span>
      {reservation.description === null || reservation.description === "" ? null : (
        <span className="wrap-anywhere text-muted">{reservation.description}</span>
      )}
    </li>
  );
}
