import type { Site } from "@/lib/demo/estate/site";
import type {
  EniState,
  InstanceState,
  InstanceStateName,
  PublicAssociation,
  SubnetState,
  TagList,
} from "@/lib/demo/state/model";
import { HOUR_MS } from "@/lib/domain/time-units";

export interface InstanceSpec {
  readonly name: string | null;
  readonly instanceType?: string;
  readonly count?: number;
  readonly state?: InstanceStateName;
  readonly tags?: TagList;
  readonly secondaryCount?: number;
  readonly isPublic?: boolean;
  readonly ipv6Addresses?: readonly string[];
  readonly ipv6Prefixes?: readonly string[];
  readonly description?: string;
  /** A further ENI at device 1, as appliances have it. */
  readonly hasSecondEni?: boolean;
}

/** Instances of other teams, without Kubernetes. Those of one call share a reservation, as one RunInstances does. */
export function addInstances(site: Site, subnet: SubnetState, spec: InstanceSpec): InstanceState[] {
  const reservationId = site.account.newId("r");
  const launchTime = site.ago(2 * HOUR_MS, 3000 * HOUR_MS);
  return Array.from({ length: spec.count ?? 1 }, (_, index) => {
    const numbered = (spec.count ?? 1) > 1 && spec.name !== null ? `${spec.name}-${index + 1}` : spec.name;
    return addInstance(site, subnet, { ...spec, name: numbered }, { reservationId, launchTime });
  });
}

function addInstance(
  site: Site,
  subnet: SubnetState,
  spec: InstanceSpec,
  launch: { reservationId: string; launchTime: number },
): InstanceState {
  const { account } = site;
  const instance = account.addInstance({
    ...launch,
    subnet,
    instanceType: spec.instanceType ?? "t3.medium",
    tags: [...(spec.name === null ? [] : [["Name", spec.name] as const]), ...(spec.tags ?? [])],
    groups: [subnet.vpc.defaultGroup],
    keyName: "team-key",
  });
  if (spec.state === "terminated") {
    instance.state = "terminated";
    instance.stateSince = site.now - HOUR_MS / 2;
    return instance;
  }
  const eni = mustAdd(
    account.addEni({
      subnet,
      now: launch.launchTime,
      description: spec.description ?? "",
      secondaryCount: spec.secondaryCount ?? 0,
      association: spec.isPublic ? amazonAddress(site) : null,
      ipv6Addresses: spec.ipv6Addresses ?? [],
      ipv6Prefixes: spec.ipv6Prefixes ?? [],
    }),
    subnet,
  );
  account.attachEni(eni, instance, { device: 0, now: launch.launchTime });
  if (spec.hasSecondEni) {
    const second = mustAdd(
      account.addEni({ subnet, now: launch.launchTime, description: "inside", checksSourceDest: false }),
      subnet,
    );
    account.attachEni(second, instance, { device: 1, now: launch.launchTime });
  }
  if (spec.state) {
    instance.state = spec.state;
    instance.stateSince = site.ago(HOUR_MS, 20 * HOUR_MS);
  }
  return instance;
}

/** Fills a subnet with other teams' small instances until so many addresses are free. */
export function fillWithInstances(site: Site, subnet: SubnetState, freeCount: number, names: readonly string[]): void {
  let left = (subnet.ipv4?.space.availableCount ?? 0) - freeCount;
  while (left > 0) {
    const count = Math.min(left, site.random.between(1, 4));
    const name = site.random.pick(names);
    const instanceType = site.random.pick(["t3.small", "t3.medium", "t3.large", "m5.large", "t4g.medium"]);
    addInstances(site, subnet, { name, count, instanceType, tags: [["team", name.split("-")[0] ?? name]] });
    left -= count;
  }
}

const amazonAddress = (site: Site): PublicAssociation => ({
  address: site.publicAddress(),
  allocationId: null,
  associationId: null,
});

/** The ENI of a write that the account's plan has room for. */
export function mustAdd(eni: EniState | null, subnet: SubnetState): EniState {
  if (!eni) throw new RangeError(`${subnet.id} has not enough free addresses`);
  return eni;
}
