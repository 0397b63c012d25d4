import { tagSet } from "@/lib/demo/actions/common-xml";
import type { Action } from "@/lib/demo/actions/context";
import { notFound, requireId } from "@/lib/demo/actions/listing";
import { ACCOUNT_ID } from "@/lib/demo/state/account";
import type { ReservationState } from "@/lib/demo/state/model";
import { Ec2Error } from "@/lib/demo/wire/error";
import { compileFilters, type FilterTable } from "@/lib/demo/wire/filter";
import { readPage, takePage } from "@/lib/demo/wire/page";
import { element, list } from "@/lib/demo/wire/xml";

const table: FilterTable<ReservationState> = {
  reservationType: ({ type }) => type,
  "subnet-id": ({ subnet }) => subnet.id,
};

export const getSubnetCidrReservations: Action = {
  parameters: ["SubnetId", "Filter", "MaxResults", "NextToken", "DryRun"],
  run: (query, { account, sealer }, out) => {
    const id = query.text("SubnetId");
    if (!id) throw new Ec2Error("MissingParameter", "The request must contain the parameter subnetId");
    requireId(id, "subnet", "InvalidSubnetID");
    const subnet = account.subnetById.get(id);
    if (!subnet) throw notFound("InvalidSubnetID", "subnet", [id]);
    const page = readPage(query, { bounds: { min: 5, max: 1000 }, ids: [], idsName: "", sealer });
    const matches = compileFilters(query.filters(), { table, tagsOf: ({ tags }) => tags });
    const rest = subnet.reservations.filter(({ sequence }) => sequence > page.after);
    const { items, last } = takePage(rest, page, matches);
    out.raw(
      [
        list(
          "subnetIpv4CidrReservationSet",
          items.filter(({ isIpv6 }) => !isIpv6),
          reservationXml,
        ),
        list(
          "subnetIpv6CidrReservationSet",
          items.filter(({ isIpv6 }) => isIpv6),
          reservationXml,
        ),
        element("nextToken", last === null ? null : sealer.seal(query.listingKey(), last)),
      ].join(""),
    );
  },
};

const reservationXml = (reservation: ReservationState): string =>
  [
    element("subnetCidrReservationId", reservation.id),
    element("subnetId", reservation.subnet.id),
    element("cidr", reservation.cidr),
    element("reservationType", reservation.type),
    element("ownerId", ACCOUNT_ID),
    element("description", reservation.description),
    tagSet(reservation.tags),
  ].join("");
