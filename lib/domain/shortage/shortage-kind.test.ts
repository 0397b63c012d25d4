import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { eventOf } from "@/lib/domain/shortage/fixtures/event-of";
import { judgeEvent, shortageKindOf } from "@/lib/domain/shortage/shortage-kind";

const SHORTAGES: [string, string | null, string | null, "capacity" | "fragmentation"][] = [
  [
    "CNI creation or assignment",
    "InsufficientFreeAddressesInSubnet",
    "The specified subnet does not have enough free addresses to satisfy the request.",
    "capacity",
  ],
  [
    "prefix assignment",
    "InsufficientCidrBlocks",
    "The specified subnet does not have enough free cidr blocks to satisfy the request.",
    "fragmentation",
  ],
  [
    "prefix assignment, older words",
    "InsufficientCidrBlocks",
    "There are not enough free cidr blocks in the specified subnet to satisfy the request.",
    "fragmentation",
  ],
  [
    "more asked than the subnet has",
    "InvalidParameterValue",
    "There aren't sufficient free Ipv4 addresses or prefixes",
    "capacity",
  ],
  ["the story's message, no code", null, "insufficient free address to allocate 1 address", "capacity"],
  ["the story's message in the plural", null, "insufficient free addresses to allocate 12 addresses", "capacity"],
  [
    "RunInstances",
    "InsufficientFreeAddressesInSubnet",
    "There are not enough free addresses in subnet 'subnet-0a1b2c3d4e5f60718' to satisfy the requested number of instances.",
    "capacity",
  ],
  [
    "transit gateway attachment",
    "InsufficientFreeAddressesInSubnet",
    "Insufficient Free IP Addresses in subnet.",
    "capacity",
  ],
  [
    "load balancer",
    "InvalidSubnet",
    "Not enough IP space available in subnet-0a1b2c3d. ELB requires at least 8 free IP addresses in each subnet.",
    "capacity",
  ],
  [
    "a message without its code",
    null,
    "There are not enough free cidr blocks in the specified subnet to satisfy the request.",
    "fragmentation",
  ],
  ["a code without its message", "InsufficientFreeAddressesInSubnet", null, "capacity"],
];

const NO_SHORTAGES: [string, string | null, string | null, string][] = [
  [
    "the ENI's slots are full",
    "PrivateIpAddressLimitExceeded",
    "Number of private addresses will exceed limit.",
    "eni-slot-limit",
  ],
  [
    "the instance's ENIs are used up",
    "AttachmentLimitExceeded",
    "Interface count exceeds the limit for t3.small",
    "attachment-limit",
  ],
  ["the Region's quota of ENIs", "NetworkInterfaceLimitExceeded", "Maximum network interfaces reached", "eni-quota"],
  ["Elastic IP quota", "AddressLimitExceeded", "The maximum number of addresses has been reached.", "elastic-ip"],
  [
    "a dry run, which is a success",
    "DryRunOperation",
    "Request would have succeeded, but DryRun flag is set.",
    "dry-run",
  ],
  ["denied", "UnauthorizedOperation", "You are not authorized to perform this operation.", "denied"],
  ["throttled", "RequestLimitExceeded", "Request limit exceeded.", "throttled"],
  [
    "no Elastic IP left",
    "InsufficientAddressCapacity",
    "Not enough available addresses to satisfy your minimum request.",
    "elastic-ip",
  ],
  [
    "no instance of the type left in the zone",
    "InsufficientInstanceCapacity",
    "We currently do not have sufficient capacity in the Availability Zone you requested.",
    "instance-capacity",
  ],
  [
    "the account's quota of instances",
    "VcpuLimitExceeded",
    "You have requested more vCPU capacity than your current vCPU limit",
    "instance-quota",
  ],
  ["throttled by another service", "ThrottlingException", "Rate exceeded", "throttled"],
  ["denied by another service", "AccessDenied", "User is not authorized", "denied"],
];

describe("shortageKindOf", () => {
  it.each(SHORTAGES)("%s is a shortage", (_name, code, message, kind) => {
    expect(shortageKindOf(code, message)).toBe(kind);
  });

  it.each(NO_SHORTAGES)("%s is none", (_name, code, message) => {
    expect(shortageKindOf(code, message)).toBeNull();
  });

  it.each(["ResourceExhausted", "InsufficientFreeAddress", "constructor", "__proto__"])(
    "lets the words decide under a code that is not known: %s",
    (code) => {
      expect(shortageKindOf(code, "insufficient free address to allocate 1 address")).toBe("capacity");
      expect(shortageKindOf(code, "something else")).toBeNull();
    },
  );

  it("does not trust a shortage's words under a code that means something else", () => {
    expect(
      shortageKindOf("UnauthorizedOperation", "There aren't sufficient free Ipv4 addresses or prefixes"),
    ).toBeNull();
    expect(shortageKindOf("InvalidParameterValue", "Invalid value 'x' for groupId")).toBeNull();
    expect(shortageKindOf("InvalidSubnet", "The subnet ID 'subnet-1' is not valid")).toBeNull();
  });
});

describe("judgeEvent", () => {
  it.each(SHORTAGES)("%s, with EC2's Client. prefix", (_name, code, message, kind) => {
    const verdict = judgeEvent(eventOf({ errorCode: code && `Client.${code}`, errorMessage: message }));
    expect(verdict.verdict === "shortage" && verdict.failures[0].kind).toBe(kind);
  });

  it.each(NO_SHORTAGES)("%s is shown apart", (_name, code, message, lookAlike) => {
    expect(judgeEvent(eventOf({ errorCode: `Client.${code}`, errorMessage: message }))).toEqual({
      verdict: "look-alike",
      lookAlike,
    });
  });

  it("keeps the story's message word for word", () => {
    const verdict = judgeEvent(eventOf({ errorMessage: "insufficient free address to allocate 1 address" }));
    expect(verdict.verdict === "shortage" && verdict.failures[0].message).toBe(
      "insufficient free address to allocate 1 address",
    );
  });

  it("finds every failed override of a CreateFleet that answered 200", () => {
    const item = (errorCode: string, subnetId: string) => ({
      errorCode,
      errorMessage: "…",
      launchTemplateAndOverrides: { overrides: { subnetId } },
    });
    const event = eventOf({
      eventName: "CreateFleet",
      responseElements: {
        CreateFleetResponse: {
          errorSet: {
            item: [
              item("InsufficientFreeAddressesInSubnet", "subnet-0aaaaaaaa"),
              item("InsufficientInstanceCapacity", "subnet-0bbbbbbbb"),
            ],
          },
        },
      },
    });
    const verdict = judgeEvent(event);
    expect(verdict.verdict === "shortage" && verdict.failures.map((failure) => failure.subnetId)).toEqual([
      "subnet-0aaaaaaaa",
    ]);
  });

  it.each([
    [
      "a fleet whose other failures are no shortage",
      { CreateFleetResponse: { errorSet: { item: [{ errorCode: "InsufficientInstanceCapacity" }] } } },
      "look-alike",
    ],
    ["a fleet without failures", { CreateFleetResponse: { fleetId: "fleet-1", errorSet: {} } }, "success"],
    ["an error beside the other elements", { errorCode: "InsufficientCidrBlocks", errorMessage: "x" }, "shortage"],
    ["errors in a bare list", { errors: [{ errorCode: "Client.InsufficientCidrBlocks" }] }, "shortage"],
    ["elements of other types", { CreateFleetResponse: "x", errorSet: 5, errors: "y", errorCode: 7 }, "success"],
  ])("judges %s", (_name, responseElements, verdict) => {
    expect(judgeEvent(eventOf({ eventName: "CreateFleet", responseElements })).verdict).toBe(verdict);
  });

  it.each(["Client.", "Server."])("takes %s off the code of a shortage and of a look-alike", (prefix) => {
    expect(judgeEvent(eventOf({ errorCode: `${prefix}InsufficientCidrBlocks` })).verdict).toBe("shortage");
    expect(judgeEvent(eventOf({ errorCode: `${prefix}AttachmentLimitExceeded` })).verdict).toBe("look-alike");
    expect(judgeEvent(eventOf({ errorCode: prefix })).verdict).toBe("success");
  });

  it.each(["constructor", "toString", "__proto__", "hasOwnProperty"])(
    "takes the code %s for no look-alike",
    (errorCode) => {
      expect(judgeEvent(eventOf({ errorCode }))).toEqual({ verdict: "other-failure" });
    },
  );

  it("reads a fleet's only failure when it is no list", () => {
    const errorSet = {
      item: { errorCode: "InsufficientFreeAddressesInSubnet", errorMessage: "in subnet 'subnet-0123456789abcdef0'" },
    };
    const verdict = judgeEvent(
      eventOf({ eventName: "CreateFleet", responseElements: { CreateFleetResponse: { errorSet } } }),
    );
    expect(verdict.verdict === "shortage" && verdict.failures[0].subnetId).toBe("subnet-0123456789abcdef0");
  });

  it("tells a success from a failure of another kind", () => {
    expect(judgeEvent(eventOf({}))).toEqual({ verdict: "success" });
    expect(
      judgeEvent(eventOf({ errorCode: "Client.InvalidSubnetID.NotFound", errorMessage: "no such subnet" })),
    ).toEqual({ verdict: "other-failure" });
  });

  it("takes an error code that is no text as missing", () => {
    expect(judgeEvent(eventOf({ errorCode: 5, errorMessage: ["x"] }))).toEqual({ verdict: "success" });
  });
});

it("millis stay comparable across records", () => {
  expect(eventOf({}).eventTime).toBe(millis(Date.UTC(2026, 2, 1, 10)));
});
