import "server-only";
import { DefectLog } from "@/lib/aws/ec2/defect-log";
import { mapEni } from "@/lib/aws/ec2/map-eni";
import { mapInstance, mapInstanceType } from "@/lib/aws/ec2/map-instance";
import { mapReservation, mapSubnet } from "@/lib/aws/ec2/map-subnet";
import { mapVpc } from "@/lib/aws/ec2/map-vpc";
import { isRecord, type NoteDefect, textOf, type WireRecord } from "@/lib/aws/ec2/record-fields";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import { EniTableBuilder } from "@/lib/domain/vpc/eni-table-builder";
import type { CidrReservation, Ec2Api, Instance, InstanceTypeLimits, Subnet, Vpc } from "@/lib/domain/vpc/snapshot";

/** `{ API → the member that identifies its records }`. */
export const ID_MEMBERS: Readonly<Record<Ec2Api, string>> = {
  DescribeVpcs: "VpcId",
  DescribeSubnets: "SubnetId",
  DescribeNetworkInterfaces: "NetworkInterfaceId",
  DescribeInstances: "InstanceId",
  DescribeInstanceTypes: "InstanceType",
  GetSubnetCidrReservations: "SubnetCidrReservationId",
};

/**
 * What has been read so far, record by record and page by page, so that no page needs to be kept. A record whose id was
 * seen before replaces the earlier one and is noted; one that cannot be read is noted and left out.
 */
export class SnapshotDraft {
  readonly vpcs = new Map<string, Vpc>();
  readonly subnets = new Map<string, Subnet>();
  readonly instances = new Map<string, Instance>();
  readonly instanceTypes = new Map<string, InstanceTypeLimits>();
  readonly reservations = new Map<string, CidrReservation>();
  readonly reservationsReadFor = new Set<string>();
  readonly enis = new EniTableBuilder();
  readonly defects = new DefectLog();
  private readonly eniRows = new Map<string, number>();
  private readonly recordCounts = new Map<Ec2Api, number>();

  /** Records offered by an API so far, readable or not. */
  recordCount(api: Ec2Api): number {
    return this.recordCounts.get(api) ?? 0;
  }

  /** Takes one record as the SDK or the AWS CLI gives it; `place` names it where it has no id of its own. */
  add(api: Ec2Api, value: unknown, place = `record ${this.recordCount(api) + 1}`): void {
    this.recordCounts.set(api, this.recordCount(api) + 1);
    if (!isRecord(value)) {
      this.defects.note(api, place, "is no record");
      return;
    }
    const where = textOf(value, ID_MEMBERS[api]) ?? place;
    const note: NoteDefect = (problem, count) => this.defects.note(api, where, problem, count);
    if (api === "DescribeNetworkInterfaces") this.addEni(mapEni(value), where);
    else this.addMapped(api, value, note);
  }

  /** Takes a record that an earlier collection read and that still holds. */
  recallType(limits: InstanceTypeLimits): void {
    this.instanceTypes.set(limits.instanceType, limits);
    this.recordCounts.set("DescribeInstanceTypes", this.recordCount("DescribeInstanceTypes") + 1);
  }

  /** Takes a subnet's reservations that an earlier collection read and that still hold. */
  recallReservations(subnetId: string, reservations: readonly CidrReservation[]): void {
    const api = "GetSubnetCidrReservations";
    for (const reservation of reservations) this.reservations.set(reservation.id, reservation);
    this.recordCounts.set(api, this.recordCount(api) + reservations.length);
    this.reservationsReadFor.add(subnetId);
  }

  /** Takes an ENI that is mapped already. One without an id is kept, since it holds its addresses all the same. */
  addEni(eni: EniRecord, where: string): void {
    const row = this.enis.add(eni);
    if (eni.unreadableAddressCount > 0) {
      this.defects.note(
        "DescribeNetworkInterfaces",
        where,
        "addresses or prefixes cannot be read",
        eni.unreadableAddressCount,
      );
    }
    if (eni.id === null) {
      this.defects.note("DescribeNetworkInterfaces", where, "has no NetworkInterfaceId");
      return;
    }
    const earlier = this.eniRows.get(eni.id);
    if (earlier !== undefined) {
      this.enis.drop(earlier);
      this.defects.note("DescribeNetworkInterfaces", where, "occurs more than once; the last one counts");
    }
    this.eniRows.set(eni.id, row);
  }

  private addMapped(api: Exclude<Ec2Api, "DescribeNetworkInterfaces">, value: WireRecord, note: NoteDefect): void {
    switch (api) {
      case "DescribeVpcs":
        keep(this.vpcs, mapVpc(value, note), (vpc) => vpc.id, note);
        break;
      case "DescribeSubnets":
        keep(this.subnets, mapSubnet(value, note), (subnet) => subnet.id, note);
        break;
      case "DescribeInstances":
        keep(this.instances, mapInstance(value, note), (instance) => instance.id, note);
        break;
      case "DescribeInstanceTypes":
        keep(this.instanceTypes, mapInstanceType(value, note), (limits) => limits.instanceType, note);
        break;
      case "GetSubnetCidrReservations":
        keep(this.reservations, mapReservation(value, note), (reservation) => reservation.id, note);
        break;
    }
  }
}

function keep<Value>(
  known: Map<string, Value>,
  value: Value | null,
  idOf: (value: Value) => string,
  note: NoteDefect,
): void {
  if (value === null) return;
  const id = idOf(value);
  if (known.has(id)) note("occurs more than once; the last one counts");
  known.set(id, value);
}
