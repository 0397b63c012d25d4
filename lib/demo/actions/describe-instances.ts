import { groupSet, operatorXml, privateDnsName, publicDnsName, tagSet } from "@/lib/demo/actions/common-xml";
import { writeEniOfInstance, writeList } from "@/lib/demo/actions/eni-xml";
import { listingAction } from "@/lib/demo/actions/listing";
import { ACCOUNT_ID } from "@/lib/demo/state/account";
import { offeredType } from "@/lib/demo/state/instance-types";
import { addressAt, type EniState, type InstanceState, type InstanceStateName } from "@/lib/demo/state/model";
import type { FilterTable } from "@/lib/demo/wire/filter";
import { container, element, timestamp } from "@/lib/demo/wire/xml";
import { elementBytes, type XmlBytes } from "@/lib/demo/wire/xml-bytes";
import { formatIpv4, type Ipv4 } from "@/lib/domain/ip/ipv4";

const RESERVATION_SET = elementBytes("reservationSet");
const INSTANCES_SET = elementBytes("instancesSet");
const NETWORK_INTERFACE_SET = elementBytes("networkInterfaceSet");

/** EC2's number for each state (EC2 API reference, InstanceState). */
const STATE_CODES: Readonly<Record<InstanceStateName, number>> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

/** The ENI at device 0 of card 0; none once the instance is terminated. */
const primaryEni = (instance: InstanceState): EniState | undefined =>
  instance.enis.find(({ attachment }) => attachment?.deviceIndex === 0 && (attachment.networkCardIndex ?? 0) === 0);

function primaryAddress(instance: InstanceState): Ipv4 | null {
  const eni = primaryEni(instance);
  return eni && eni.primary !== null ? addressAt(eni.subnet, eni.primary) : null;
}

const addressText = (instance: InstanceState): string | null => {
  const address = primaryAddress(instance);
  return address === null ? null : formatIpv4(address);
};

const isTerminated = ({ state }: InstanceState): boolean => state === "terminated";

const table: FilterTable<InstanceState> = {
  architecture: ({ architecture }) => architecture,
  "availability-zone": ({ subnet }) => subnet.zone.name,
  "iam-instance-profile.arn": ({ iamProfile }) => iamProfile && profileArn(iamProfile),
  "image-id": ({ imageId }) => imageId,
  "instance-id": ({ id }) => id,
  "instance-lifecycle": ({ lifecycle }) => lifecycle,
  "instance-state-code": ({ state }) => STATE_CODES[state],
  "instance-state-name": ({ state }) => state,
  "instance-type": ({ instanceType }) => instanceType,
  "instance.group-id": ({ groups }) => groups.map(({ id }) => id),
  "instance.group-name": ({ groups }) => groups.map(({ name }) => name),
  "ip-address": (instance) => primaryEni(instance)?.association?.address ?? null,
  "key-name": ({ keyName }) => keyName,
  "launch-time": ({ launchTime }) => timestamp(launchTime),
  "network-interface.network-interface-id": ({ enis }) => enis.map(({ id }) => id),
  "network-interface.subnet-id": ({ enis }) => enis.map(({ subnet }) => subnet.id),
  "network-interface.addresses.private-ip-address": ({ enis }) =>
    enis.flatMap((eni) =>
      eni.primary === null
        ? []
        : [eni.primary, ...eni.secondaries].map((offset) => formatIpv4(addressAt(eni.subnet, offset))),
    ),
  "operator.managed": ({ operator }) => operator !== null,
  "operator.principal": ({ operator }) => operator?.principal ?? null,
  "owner-id": () => ACCOUNT_ID,
  "private-dns-name": (instance) => {
    const address = primaryAddress(instance);
    return address === null ? null : privateDnsName(address);
  },
  "private-ip-address": addressText,
  "reservation-id": ({ reservationId }) => reservationId,
  "subnet-id": (instance) => (isTerminated(instance) ? null : instance.subnet.id),
  tenancy: () => "default",
  "vpc-id": (instance) => (isTerminated(instance) ? null : instance.subnet.vpc.id),
};

export const describeInstances = listingAction<InstanceState>({
  idsName: "InstanceId",
  idPrefix: "i",
  errorCode: "InvalidInstanceID",
  noun: "instance",
  byId: ({ account }, id) => account.instanceById.get(id),
  after: ({ account }, sequence) => account.instances.after(sequence),
  table,
  tagsOf: ({ tags }) => tags,
  isHidden: ({ operator }) => operator?.isHiddenByDefault ?? false,
  write: (instances, out) =>
    writeList(out, RESERVATION_SET, groupByReservation(instances), (group) => writeReservation(out, group)),
});

/** Instances launched together stand next to each other; a page may cut their reservation in two, as on EC2. */
function groupByReservation(instances: readonly InstanceState[]): InstanceState[][] {
  const groups: InstanceState[][] = [];
  for (const instance of instances) {
    const group = groups.at(-1);
    if (group?.[0]?.reservationId === instance.reservationId) group.push(instance);
    else groups.push([instance]);
  }
  return groups;
}

function writeReservation(out: XmlBytes, instances: readonly InstanceState[]): void {
  out.raw(
    `${element("reservationId", instances[0]?.reservationId ?? null)}${element("ownerId", ACCOUNT_ID)}<groupSet/>`,
  );
  let launchIndex = 0;
  writeList(out, INSTANCES_SET, instances, (instance) => writeInstance(out, instance, launchIndex++));
}

function writeInstance(out: XmlBytes, instance: InstanceState, launchIndex: number): void {
  out.raw(instanceXml(instance, launchIndex));
  writeList(out, NETWORK_INTERFACE_SET, instance.enis, (eni) => writeEniOfInstance(out, eni));
}

/** All of an instance but its network interfaces. */
function instanceXml(instance: InstanceState, launchIndex: number): string {
  const address = primaryAddress(instance);
  const association = primaryEni(instance)?.association ?? null;
  const type = offeredType(instance.instanceType);
  const dnsName = association ? publicDnsName(association.address) : "";
  return [
    element("instanceId", instance.id),
    element("imageId", instance.imageId),
    `<instanceState>${element("code", STATE_CODES[instance.state])}${element("name", instance.state)}</instanceState>`,
    element("privateDnsName", address === null ? "" : privateDnsName(address)),
    element("dnsName", dnsName),
    element("reason", stateReason(instance)),
    element("keyName", instance.keyName),
    element("amiLaunchIndex", launchIndex),
    "<productCodes/>",
    element("instanceType", instance.instanceType),
    element("launchTime", timestamp(instance.launchTime)),
    `<placement>${element("availabilityZone", instance.subnet.zone.name)}${element("availabilityZoneId", instance.subnet.zone.id)}<groupName/><tenancy>default</tenancy></placement>`,
    "<monitoring><state>disabled</state></monitoring>",
    isTerminated(instance) ? "" : element("subnetId", instance.subnet.id) + element("vpcId", instance.subnet.vpc.id),
    element("privateIpAddress", address === null ? null : formatIpv4(address)),
    element("ipAddress", association?.address ?? null),
    element("sourceDestCheck", true),
    isTerminated(instance) ? "<groupSet/>" : groupSet(instance.groups),
    element("architecture", instance.architecture),
    "<rootDeviceType>ebs</rootDeviceType><rootDeviceName>/dev/xvda</rootDeviceName><blockDeviceMapping/><virtualizationType>hvm</virtualizationType><clientToken/>",
    element("instanceLifecycle", instance.lifecycle),
    tagSet(instance.tags),
    element("hypervisor", "xen"),
    instance.iamProfile ? container("iamInstanceProfile", element("arn", profileArn(instance.iamProfile))) : "",
    "<ebsOptimized>false</ebsOptimized>",
    element("enaSupport", type.limits.hypervisor !== "xen"),
    `<cpuOptions>${element("coreCount", Math.ceil(type.vcpuCount / 2))}${element("threadsPerCore", type.vcpuCount > 1 ? 2 : 1)}</cpuOptions>`,
    operatorXml(instance.operator),
  ].join("");
}

function stateReason({ state, stateSince }: InstanceState): string {
  if (state === "running" || state === "pending") return "";
  return `User initiated (${timestamp(stateSince).slice(0, 19).replace("T", " ")} GMT)`;
}

const profileArn = (profile: string): string => `arn:aws:iam::${ACCOUNT_ID}:instance-profile/${profile}`;
