import { describe, expect, it } from "vitest";
import { inputTo, resultOf, SMALL_CLUSTER } from "@/lib/domain/simulation/fixtures/ask";
import { liveScope, SHIPPED, subnetId } from "@/lib/domain/simulation/fixtures/live-scope";

const CUSTOM = { ...SHIPPED, AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" };

const grown = liveScope({
  nodes: [5, 12].map((pods) => ({ type: "m5.large" as const, subnet: 0, pods, podSubnet: 1 })),
  subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "100.64.0.0/24" }],
  env: CUSTOM,
});
const plain = liveScope({
  nodes: [5, 12].map((pods) => ({ type: "m5.large" as const, subnet: 0, pods })),
  subnets: [{ cidr: "10.0.0.0/24" }, { cidr: "100.64.0.0/24" }],
});

describe("custom networking", () => {
  it("of today is seen on the ENIs, and kept on both sides where the settings are only assumed", () => {
    const { today, proposed } = resultOf(grown, inputTo(SMALL_CLUSTER, { isTodayAssumed: true }));
    const [own, pods] = proposed.curves;
    // The primary ENI has its own address alone, all else is in the pods' subnet.
    expect(own?.held[0]).toBe(2);
    expect(own?.held.at(-1)).toBe(2);
    expect(pods?.held.at(-1)).toBeLessThan(pods?.held[0] ?? 0);
    expect(today.atRestMs).toBe(0);
  });

  it("that is turned on puts new ENIs into the pods' subnet, node by node", () => {
    const input = inputTo({ ...CUSTOM, WARM_IP_TARGET: "20" }, { podSubnets: { "eu-west-1a": subnetId(1) } });
    const { proposed } = resultOf(plain, input);
    const pods = proposed.curves.find((curve) => curve.subnetId === subnetId(1));
    expect(pods?.held[0]).toBe(0);
    expect(pods?.held.at(-1)).toBeGreaterThan(0);
    expect(proposed.waits.neverCount).toBe(0);
  });

  it("in a subnet without an address lets ipamd fail again and again, and its pods wait", () => {
    const full = {
      ...plain,
      subnets: plain.subnets.map((subnet, number) =>
        number === 1 ? { ...subnet, taken: [[4, 251] as [number, number]] } : subnet,
      ),
    };
    const addedNodes = {
      count: 1,
      subnetId: subnetId(0),
      instanceType: null,
      podsPerNode: 3,
      atSeconds: 300,
      everySeconds: 0,
    };
    const { proposed, warnings } = resultOf(
      full,
      inputTo(CUSTOM, {
        podSubnets: { "eu-west-1a": subnetId(1) },
        load: { churn: null, burst: null, drain: null, addedNodes },
      }),
    );
    expect(proposed.ceilings).toEqual([{ node: 2, waitingPodCount: 3, cause: "not-running" }]);
    expect(warnings.some(({ message }) => message.includes("ipamd does not start"))).toBe(true);
  });
});
