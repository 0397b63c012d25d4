import { describe, expect, it } from "vitest";
import { FIXED_NOW, readScripted } from "@/lib/aws/ec2/fixtures/read-scripted";
import { emptyAnswer, refusal, type Script } from "@/lib/aws/ec2/fixtures/scripted-endpoint";
import {
  FULL_ENI,
  FULL_INSTANCE,
  FULL_INSTANCE_TYPE,
  FULL_RESERVATION,
  FULL_SUBNET,
  FULL_VPC,
} from "@/lib/aws/ec2/fixtures/wire-records";
import { answerXml, type WireValue } from "@/lib/aws/ec2/fixtures/wire-xml";
import { millis } from "@/lib/domain/brand";
import { EC2_APIS } from "@/lib/domain/vpc/snapshot";

const eni = (n: number) => ({ ...FULL_ENI, networkInterfaceId: `eni-${n}` });
const subnet = (n: number) => ({ ...FULL_SUBNET, subnetId: `subnet-${n}` });
const instance = (n: number, instanceType: string) => ({ ...FULL_INSTANCE, instanceId: `i-${n}`, instanceType });

const answer = (action: string, list: string, items: readonly WireValue[], nextToken?: string) => ({
  body: answerXml(action, { [list]: items, ...(nextToken === undefined ? {} : { nextToken }) }),
});

/** Pages of ENIs, by token. */
const eniPages =
  (pages: readonly (readonly number[])[]): Script =>
  ({ action, params }) => {
    const page = Number(params.get("NextToken") ?? 0);
    const next = page + 1 < pages.length ? String(page + 1) : undefined;
    return answer(action, "networkInterfaceSet", (pages[page] ?? []).map(eni), next);
  };

const instances: Script = ({ action }) =>
  answer(action, "reservationSet", [
    { reservationId: "r-1", instancesSet: [instance(1, "t3.2xlarge"), instance(2, "p5.48xlarge")] },
    { reservationId: "r-2", instancesSet: [instance(3, "p5.48xlarge")] },
  ]);

describe("reading an account", () => {
  it("asks for pages of 1,000 and for managed resources, and goes on until no token comes", async () => {
    const { results, draft, sent, connection } = await readScripted({
      DescribeNetworkInterfaces: eniPages([[1, 2], [], [3], []]),
    });
    const asked = sent("DescribeNetworkInterfaces");
    expect(asked.map((params) => params.get("NextToken"))).toEqual([null, "1", "2", "3"]);
    expect(asked.map((params) => params.get("MaxResults"))).toEqual(["1000", "1000", "1000", "1000"]);
    expect(asked.map((params) => params.get("IncludeManagedResources"))).toEqual(["true", "true", "true", "true"]);
    expect(results.DescribeNetworkInterfaces.outcome).toMatchObject({ status: "ok", callCount: 4, itemCount: 3 });
    expect(draft.enis.build().ids).toEqual(["eni-1", "eni-2", "eni-3"]);
    expect(connection.budget.sentBy("DescribeNetworkInterfaces")).toBe(4);
  });

  it("reads all six APIs and says of each how it fared", async () => {
    const { results, draft } = await readScripted({
      DescribeVpcs: ({ action }) => answer(action, "vpcSet", [FULL_VPC]),
      DescribeSubnets: ({ action }) => answer(action, "subnetSet", [FULL_SUBNET]),
      DescribeNetworkInterfaces: eniPages([[1]]),
      DescribeInstances: instances,
      DescribeInstanceTypes: ({ action }) => answer(action, "instanceTypeSet", [FULL_INSTANCE_TYPE]),
      GetSubnetCidrReservations: ({ action }) => answer(action, "subnetIpv4CidrReservationSet", [FULL_RESERVATION]),
    });
    expect(EC2_APIS.map((api) => results[api].outcome.status)).toEqual(["ok", "ok", "ok", "ok", "ok", "ok"]);
    expect(EC2_APIS.map((api) => results[api].outcome.itemCount)).toEqual([1, 1, 1, 3, 1, 1]);
    expect([...draft.instances.keys()]).toEqual(["i-1", "i-2", "i-3"]);
    expect(draft.instanceTypes.get("p5.48xlarge")).toMatchObject({ maxEnis: 2, networkCardCount: 32, vcpuCount: 192 });
    expect(draft.reservations.size).toBe(1);
    expect([...draft.reservationsReadFor]).toEqual(["subnet-0a1b2c3d4e5f60001"]);
  });

  it("names itself in every request", async () => {
    const { endpoint } = await readScripted({});
    for (const { headers } of endpoint.requests) expect(headers["user-agent"]).toContain("eniscope/test");
  });

  it("takes a throttled answer for a reason to wait and try again, and counts every attempt", async () => {
    const { results, draft, connection } = await readScripted({
      DescribeNetworkInterfaces: (request) =>
        request.earlierCount === 0
          ? refusal(503, "RequestLimitExceeded", "Request limit exceeded.")
          : eniPages([[1]])(request),
    });
    expect(results.DescribeNetworkInterfaces.outcome).toMatchObject({ status: "ok", callCount: 1, itemCount: 1 });
    expect(draft.enis.count).toBe(1);
    expect(connection.budget.sentBy("DescribeNetworkInterfaces")).toBe(2);
  });

  it("says `throttled` of an API that stays so; the rest lives", async () => {
    const { results } = await readScripted(
      { DescribeNetworkInterfaces: () => refusal(503, "RequestLimitExceeded", "Request limit exceeded.") },
      { maxAttempts: 1 },
    );
    expect(results.DescribeNetworkInterfaces.outcome).toMatchObject({
      status: "throttled",
      code: "RequestLimitExceeded",
    });
    expect(results.DescribeSubnets.outcome.status).toBe("ok");
  });

  it("says `denied` with the action to allow and without AWS's encoded blob; the rest lives", async () => {
    const { results } = await readScripted({
      DescribeInstances: () =>
        refusal(
          403,
          "UnauthorizedOperation",
          "You are not authorized to perform this operation. Encoded authorization failure message: x7Zqq",
        ),
    });
    expect(results.DescribeInstances.outcome).toMatchObject({
      status: "denied",
      iamAction: "ec2:DescribeInstances",
      code: "UnauthorizedOperation",
      message: expect.stringContaining("You are not authorized to perform this operation."),
    });
    expect(JSON.stringify(results)).not.toContain("x7Zqq");
    expect(results.DescribeVpcs.outcome.status).toBe("ok");
    expect(results.DescribeInstanceTypes.outcome).toMatchObject({ status: "failed", code: "NotAsked", callCount: 0 });
  });

  it.each<[string, Script, string]>([
    [
      "XML that breaks off",
      ({ action }) => ({ body: (emptyAnswer(action).body ?? "").slice(0, -40) }),
      "MalformedAnswer",
    ],
    [
      "an HTML page",
      () => ({ body: "<html><body>Sign in</body></html>", contentType: "text/html" }),
      "MalformedAnswer",
    ],
    ["JSON", () => ({ body: '{"Vpcs":[]}', contentType: "application/json" }), "MalformedAnswer"],
    ["an answer without its list", ({ action }) => ({ body: answerXml(action, {}) }), "MalformedAnswer"],
    ["another API's answer", () => emptyAnswer("DescribeSubnets"), "MalformedAnswer"],
    ["nothing", () => ({ body: "" }), "MalformedAnswer"],
    ["a closed connection", () => ({ cut: "before" }), "ECONNRESET"],
    ["half an answer", ({ action }) => ({ ...emptyAnswer(action), cut: 0.5 }), "ECONNRESET"],
    ["an answer that comes too late", ({ action }) => ({ ...emptyAnswer(action), delayMs: 4_000 }), "ETIMEDOUT"],
    ["a proxy's error page", () => ({ status: 502, body: "<html>Bad gateway</html>" }), "502"],
    ["an error of the service", () => refusal(500, "InternalError"), "InternalError"],
  ])("says `failed` of an API that sends %s; the rest lives", async (_name, script, code) => {
    const { results } = await readScripted({ DescribeVpcs: script }, { maxAttempts: 1, answerTimeoutMs: 1_500 });
    const { outcome } = results.DescribeVpcs;
    expect(outcome).toMatchObject({ status: "failed", itemCount: 0 });
    expect(JSON.stringify(outcome)).toContain(code);
    expect(results.DescribeSubnets.outcome.status).toBe("ok");
    expect(results.DescribeNetworkInterfaces.outcome.status).toBe("ok");
  });

  it("reads a page again whose connection was cut", async () => {
    const { results } = await readScripted({
      DescribeNetworkInterfaces: (request) =>
        request.earlierCount === 0 ? ({ ...eniPages([[1]])(request), cut: 0.5 } as never) : eniPages([[1]])(request),
    });
    expect(results.DescribeNetworkInterfaces.outcome).toMatchObject({ status: "ok", itemCount: 1 });
  });

  it("keeps the ENIs of the pages before a broken one", async () => {
    const { results, draft } = await readScripted({
      DescribeNetworkInterfaces: (request) =>
        request.params.get("NextToken") === "1" ? { body: "<Desc" } : eniPages([[1, 2], [3]])(request),
    });
    expect(results.DescribeNetworkInterfaces.outcome).toMatchObject({ status: "failed", itemCount: 2 });
    expect(draft.enis.count).toBe(2);
  });

  it("ends a listing whose token comes again", async () => {
    const { results, sent } = await readScripted({
      DescribeNetworkInterfaces: ({ action }) => answer(action, "networkInterfaceSet", [eni(1)], "again"),
    });
    expect(results.DescribeNetworkInterfaces.outcome).toMatchObject({ status: "failed", code: "MalformedAnswer" });
    expect(sent("DescribeNetworkInterfaces")).toHaveLength(2);
  });

  it("notes an ENI that came twice and takes the later one", async () => {
    const { draft } = await readScripted({
      DescribeNetworkInterfaces: ({ action }) =>
        answer(action, "networkInterfaceSet", [eni(1), { ...eni(1), status: "available" }]),
    });
    const table = draft.enis.build();
    expect(table.count).toBe(1);
    expect(table.shared[table.sharedIndex[0] ?? -1]?.status).toBe("available");
    expect(draft.defects.toList()).toMatchObject([{ api: "DescribeNetworkInterfaces", where: "eni-1", count: 1 }]);
  });

  it("leaves out IncludeManagedResources for an endpoint that does not know it, from then on", async () => {
    const pages = eniPages([[1]]);
    const { results, sent } = await readScripted(
      {
        DescribeNetworkInterfaces: (request) =>
          request.params.has("IncludeManagedResources") ? refusal(400, "UnknownParameter") : pages(request),
      },
      { times: [FIXED_NOW, FIXED_NOW] },
    );
    expect(results.DescribeNetworkInterfaces.outcome).toMatchObject({ status: "ok", itemCount: 1 });
    expect(sent("DescribeNetworkInterfaces").map((params) => params.has("IncludeManagedResources"))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("does not take another refusal for an unknown parameter", async () => {
    const { sent } = await readScripted({ DescribeNetworkInterfaces: () => refusal(400, "InvalidNextToken") });
    expect(sent("DescribeNetworkInterfaces")).toHaveLength(1);
  });

  it("gives up when the whole collection takes too long, and says so", async () => {
    const { results } = await readScripted(
      { DescribeVpcs: ({ action }) => ({ ...emptyAnswer(action), delayMs: 2000 }) },
      { signal: AbortSignal.timeout(500) },
    );
    expect(results.DescribeVpcs.outcome).toMatchObject({ status: "failed", code: "CollectionTimeout" });
  });
});

describe("reading instance types", () => {
  const types: Script = ({ action, params }) => {
    const wanted = [...params].filter(([name]) => name.startsWith("Filter.1.Value.")).map(([, value]) => value);
    const known = wanted.filter((name) => name !== "x9.unknown");
    return answer(
      action,
      "instanceTypeSet",
      known.map((instanceType) => ({ ...FULL_INSTANCE_TYPE, instanceType })),
    );
  };

  it("asks for the types that occur only, 100 at a time", async () => {
    const many = Array.from({ length: 120 }, (_, i) => instance(i, `m5.size${i}`));
    const { draft, sent } = await readScripted({
      DescribeInstances: ({ action }) => answer(action, "reservationSet", [{ instancesSet: many }]),
      DescribeInstanceTypes: types,
    });
    expect(sent("DescribeInstanceTypes").map((params) => params.get("Filter.1.Name"))).toEqual([
      "instance-type",
      "instance-type",
    ]);
    expect(sent("DescribeInstanceTypes").map((params) => params.get("MaxResults"))).toEqual(["100", "100"]);
    expect(draft.instanceTypes.size).toBe(120);
  });

  it("does not fail over a type that EC2 does not know", async () => {
    const { results, draft } = await readScripted({
      DescribeInstances: ({ action }) =>
        answer(action, "reservationSet", [{ instancesSet: [instance(1, "x9.unknown"), instance(2, "m5.large")] }]),
      DescribeInstanceTypes: types,
    });
    expect(results.DescribeInstanceTypes.outcome.status).toBe("ok");
    expect([...draft.instanceTypes.keys()]).toEqual(["m5.large"]);
  });

  it("does not ask again for what it knows", async () => {
    const { draft, sent, results } = await readScripted(
      { DescribeInstances: instances, DescribeInstanceTypes: types },
      { times: [FIXED_NOW, millis(FIXED_NOW + 86_400_000)] },
    );
    expect(sent("DescribeInstanceTypes")).toHaveLength(1);
    expect(results.DescribeInstanceTypes.outcome).toMatchObject({ status: "ok", callCount: 0, itemCount: 2 });
    expect(draft.instanceTypes.size).toBe(2);
  });
});

describe("reading CIDR reservations", () => {
  const subnets =
    (count: number): Script =>
    ({ action }) =>
      answer(
        action,
        "subnetSet",
        Array.from({ length: count }, (_, n) => subnet(n)),
      );

  it("asks every subnet with IPv4, at most six at a time", async () => {
    let under = 0;
    let most = 0;
    const { draft, sent } = await readScripted({
      DescribeSubnets: ({ action }) =>
        answer(action, "subnetSet", [
          ...Array.from({ length: 20 }, (_, n) => subnet(n)),
          { subnetId: "subnet-v6", ipv6Native: true, vpcId: "vpc-1" },
        ]),
      GetSubnetCidrReservations: async ({ action }) => {
        most = Math.max(most, ++under);
        await new Promise((resolve) => setTimeout(resolve, 10));
        under--;
        return emptyAnswer(action);
      },
    });
    expect(sent("GetSubnetCidrReservations")).toHaveLength(20);
    expect(draft.reservationsReadFor.size).toBe(20);
    expect(draft.reservationsReadFor.has("subnet-v6")).toBe(false);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(6);
  });

  it("stops at the first refusal where the call is denied", async () => {
    const { results, sent } = await readScripted({
      DescribeSubnets: subnets(20),
      GetSubnetCidrReservations: () => refusal(403, "UnauthorizedOperation"),
    });
    expect(results.GetSubnetCidrReservations.outcome).toMatchObject({
      status: "denied",
      iamAction: "ec2:GetSubnetCidrReservations",
    });
    expect(sent("GetSubnetCidrReservations")).toHaveLength(1);
  });

  it("passes over a subnet that was deleted in the meantime", async () => {
    const { results, draft } = await readScripted({
      DescribeSubnets: subnets(3),
      GetSubnetCidrReservations: ({ action, params }) =>
        params.get("SubnetId") === "subnet-1" ? refusal(400, "InvalidSubnetID.NotFound") : emptyAnswer(action),
    });
    expect(results.GetSubnetCidrReservations.outcome.status).toBe("ok");
    expect([...draft.reservationsReadFor].sort()).toEqual(["subnet-0", "subnet-2"]);
  });

  it("knows nothing of the subnets after a failure, and something of those before", async () => {
    const { results, draft } = await readScripted(
      {
        DescribeSubnets: subnets(30),
        GetSubnetCidrReservations: ({ action, earlierCount }) =>
          earlierCount === 10 ? { body: "<broken" } : emptyAnswer(action),
      },
      { maxAttempts: 1 },
    );
    expect(results.GetSubnetCidrReservations.outcome.status).toBe("failed");
    expect(draft.reservationsReadFor.size).toBeGreaterThanOrEqual(5);
    expect(draft.reservationsReadFor.size).toBeLessThan(30);
  });

  it("is not asked for where the subnets are not known", async () => {
    const { results, sent } = await readScripted({ DescribeSubnets: () => refusal(403, "UnauthorizedOperation") });
    expect(results.GetSubnetCidrReservations.outcome).toMatchObject({ status: "failed", code: "NotAsked" });
    expect(sent("GetSubnetCidrReservations")).toEqual([]);
  });

  const reserved: Script = ({ action, params }) =>
    answer(action, "subnetIpv4CidrReservationSet", [
      {
        ...FULL_RESERVATION,
        subnetId: params.get("SubnetId") ?? "",
        subnetCidrReservationId: `scr-${params.get("SubnetId")}`,
      },
    ]);

  it("is done again once there was a second for each subnet since the last time", async () => {
    const scripts = { DescribeSubnets: subnets(30), GetSubnetCidrReservations: reserved };
    const early = await readScripted(scripts, { times: [FIXED_NOW, millis(FIXED_NOW + 29_000)] });
    expect(early.sent("GetSubnetCidrReservations")).toHaveLength(30);
    expect(early.draft.reservations.size).toBe(30);
    expect(early.draft.reservationsReadFor.size).toBe(30);
    expect(early.results.GetSubnetCidrReservations.outcome).toMatchObject({
      status: "ok",
      callCount: 0,
      itemCount: 30,
      finishedAt: FIXED_NOW,
    });
    const late = await readScripted(scripts, { times: [FIXED_NOW, millis(FIXED_NOW + 31_000)] });
    expect(late.sent("GetSubnetCidrReservations")).toHaveLength(60);
  });

  it("asks for a new subnet at once, and forgets a deleted one", async () => {
    let isFirst = true;
    const { draft, sent } = await readScripted(
      {
        DescribeSubnets: (request) => {
          const list = isFirst ? [1, 2, 3] : [2, 3, 4];
          isFirst = false;
          return answer(request.action, "subnetSet", list.map(subnet));
        },
        GetSubnetCidrReservations: reserved,
      },
      { times: [FIXED_NOW, millis(FIXED_NOW + 1_000)] },
    );
    const asked = sent("GetSubnetCidrReservations").map((params) => params.get("SubnetId"));
    expect(asked.sort()).toEqual(["subnet-1", "subnet-2", "subnet-3", "subnet-4"]);
    expect([...draft.reservations.keys()].sort()).toEqual(["scr-subnet-2", "scr-subnet-3", "scr-subnet-4"]);
  });

  it("is tried again at the next collection when it failed", async () => {
    let isFirst = true;
    const { draft, results } = await readScripted(
      {
        DescribeSubnets: subnets(5),
        GetSubnetCidrReservations: (request) => {
          const script = isFirst && request.earlierCount === 2 ? () => ({ body: "<broken" }) : reserved;
          if (request.earlierCount === 2) isFirst = false;
          return script(request);
        },
      },
      { times: [FIXED_NOW, millis(FIXED_NOW + 1_000)], maxAttempts: 1 },
    );
    expect(results.GetSubnetCidrReservations.outcome.status).toBe("ok");
    expect(draft.reservationsReadFor.size).toBe(5);
  });
});
