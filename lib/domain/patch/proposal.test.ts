import { describe, expect, test } from "vitest";
import { environmentOf, propose, readyProposal } from "@/lib/domain/patch/fixtures/ready-proposal";
import type { Proposal } from "@/lib/domain/patch/proposal";

const refusalsOf = (proposal: Proposal) => (proposal.kind === "refused" ? proposal.refusals : []);
const codes = (found: readonly { readonly code: string }[]) => found.map((one) => one.code);

describe("what a proposal holds", () => {
  test("only what really changes, in the order of the names", () => {
    const { changes } = readyProposal(["WARM_IP_TARGET=2", "WARM_ENI_TARGET=1", "MINIMUM_IP_TARGET=10", "MAX_ENI-"]);
    expect(changes).toEqual([
      { kind: "added", name: "MINIMUM_IP_TARGET", before: null, after: "10" },
      { kind: "added", name: "WARM_IP_TARGET", before: null, after: "2" },
    ]);
  });

  test("what is so already, or is not there to take away, is said", () => {
    const proposal = propose(["WARM_ENI_TARGET=1", "MAX_ENI-"]);
    expect(proposal.kind).toBe("unchanged");
    expect(proposal.warnings.map((warning) => [warning.code, warning.message])).toEqual([
      ["no-change", 'WARM_ENI_TARGET is "1" already.'],
      ["no-change", "MAX_ENI is not set: there is nothing to take away."],
    ]);
  });

  test("an ignored text of today is no obstacle to set the same name right", () => {
    const current = environmentOf('[{"name":"WARM_IP_TARGET","value":" 5"},{"name":"WARM_ENI_TARGET","value":"1"}]');
    expect(readyProposal(["WARM_IP_TARGET=5"], { current }).changes).toMatchObject([{ before: " 5", after: "5" }]);
    expect(codes(readyProposal(["WARM_ENI_TARGET=2"], { current }).warnings)).toContain("current-ignored");
  });

  test.each([
    { name: "a number otherwise written", wish: "WARM_ENI_TARGET=01" },
    { name: "a default taken away", wish: "WARM_ENI_TARGET-" },
    { name: "a default written out", wish: "IP_COOLDOWN_PERIOD=30" },
  ])("$name comes to the same for ipamd, which is said", ({ wish }) => {
    const { effects, warnings } = readyProposal([wish]);
    expect(effects).toEqual([]);
    expect(codes(warnings)).toContain("no-effect");
  });

  test("a setting outside the pool is not said to be without effect", () => {
    expect(codes(readyProposal(["AWS_VPC_K8S_CNI_LOGLEVEL=INFO"]).warnings)).not.toContain("no-effect");
    expect(codes(readyProposal(["WARM_ENI_TARGET=2"]).warnings)).not.toContain("no-effect");
  });

  test("what the reader noticed comes along", () => {
    const current = environmentOf("- name: WARM_IP_TARGET\n  value: 5\n");
    expect(codes(readyProposal(["WARM_IP_TARGET=2"], { current }).warnings)[0]).toBe("reading");
  });

  test("every reason of a refusal is named at once", () => {
    const proposal = propose(["WARM_IP_TARGET=5.0", "WARM_IP_TARGT=1", "MINIMUM_IP_TARGET=4"]);
    expect(codes(refusalsOf(proposal))).toEqual(["ignored-value", "unknown-setting", "minimum-alone"]);
  });
});

describe("a wish is refused", () => {
  test.each([
    { wish: "WARM_IP_TARGET= 5", code: "ignored-value", says: "space" },
    { wish: "WARM_IP_TARGET=5.0", code: "ignored-value", says: "decimal point" },
    { wish: "WARM_IP_TARGET=-1", code: "ignored-value", says: "negative" },
    { wish: "WARM_IP_TARGET=", code: "ignored-value", says: "empty" },
    { wish: "WARM_IP_TARGET=5IPs", code: "ignored-value", says: "not a whole number" },
    { wish: "WARM_ENI_TARGET=99999999999999999999", code: "ignored-value", says: "default 1" },
    { wish: "WARM_IP_TARGET=70000", code: "out-of-range", says: "outside 0 to 65536" },
    { wish: "MAX_ENI=0", code: "ignored-value", says: "as if it were unset" },
    { wish: "IP_COOLDOWN_PERIOD=-1", code: "out-of-range", says: "outside 0" },
    { wish: "ENABLE_PREFIX_DELEGATION=yes", code: "ignored-value", says: "ParseBool" },
    { wish: "ENABLE_PREFIX_DELEGATION= true", code: "ignored-value", says: "ParseBool" },
    { wish: "WARM_IP_TARGET=2\n", code: "malformed-value", says: "line break" },
    { wish: "CLUSTER_NAME=a\u0000b", code: "malformed-value", says: "control character" },
    { wish: "WARM_IP_TARGT=2", code: "unknown-setting", says: "Did you mean WARM_IP_TARGET?" },
    { wish: "FOO=2", code: "unknown-setting", says: "Check the name" },
    { wish: "warm_ip_target=2", code: "unknown-setting", says: "Did you mean WARM_IP_TARGET?" },
    { wish: "AWS_VPC_K8S_CNI_WARM_ENI_TARGET=2", code: "does-nothing", says: "Set WARM_ENI_TARGET." },
    { wish: "warm-ip-target=2", code: "does-nothing", says: "Windows" },
    { wish: "minimum-ip-target=2", code: "does-nothing", says: "Set MINIMUM_IP_TARGET." },
    { wish: "ENABLE_NFTABLES=true", code: "does-nothing", says: "v1.13.2" },
    { wish: "DISABLE_TCP_EARLY_DEMUX=true", code: "does-nothing", says: "init container" },
    { wish: "WARM IP TARGET=2", code: "malformed-name", says: "Did you mean WARM_IP_TARGET?" },
    { wish: "A\nB=2", code: "malformed-name", says: "letters, digits" },
    { wish: "1ST=2", code: "malformed-name", says: "cannot be the name" },
    { wish: "MY_NODE_NAME=x", code: "from-value-from", says: "valueFrom" },
    { wish: "MY_NODE_NAME-", code: "from-value-from", says: "valueFrom" },
  ])("$wish: $code", ({ wish, code, says }) => {
    const [refusal, ...others] = refusalsOf(propose([wish]));
    expect(others).toEqual([]);
    expect(refusal?.code).toBe(code);
    expect(`${refusal?.message} ${refusal?.remedy}`).toContain(says);
  });

  test.each([
    { name: "set twice", wishes: ["WARM_IP_TARGET=2", "WARM_IP_TARGET=3"] },
    { name: "set twice the same", wishes: ["WARM_IP_TARGET=2", "WARM_IP_TARGET=2"] },
    { name: "set and taken away", wishes: ["WARM_ENI_TARGET=2", "WARM_ENI_TARGET-"] },
  ])("when a setting is $name", ({ wishes }) => {
    expect(codes(refusalsOf(propose(wishes)))).toEqual(["contradiction"]);
  });

  test("when the DaemonSet has the name twice, since a patch would change the one that does not count", () => {
    const current = environmentOf(
      '[{"name":"WARM_IP_TARGET","value":"1"},{"name":"WARM_IP_TARGET","value":"5"},{"name":"MAX_ENI","value":"2"}]',
    );
    expect(codes(refusalsOf(propose(["WARM_IP_TARGET=2"], { current })))).toEqual(["duplicated-entry"]);
    expect(codes(refusalsOf(propose(["WARM_IP_TARGET-"], { current })))).toEqual(["duplicated-entry"]);
    expect(propose(["MAX_ENI=3"], { current }).kind).toBe("ready");
  });

  test("but an unknown name may be allowed, and one that is there may always be taken away", () => {
    const current = environmentOf(
      '[{"name":"FOO","value":"1"},{"name":"ENABLE_NFTABLES","value":"true"},{"name":"MAX_ENI","value":"2"}]',
    );
    expect(codes(readyProposal(["BAR=2"], { allowsUnknown: true }).warnings)).toEqual(["unknown-setting"]);
    expect(readyProposal(["FOO-", "ENABLE_NFTABLES-"], { current }).changes).toHaveLength(2);
  });
});

describe("a proposal that breaks a node is refused", () => {
  const WITHOUT_TARGET = "prefix-delegation-without-target";
  const prefixesOn = environmentOf('{"ENABLE_PREFIX_DELEGATION":"true","WARM_PREFIX_TARGET":"1","ENABLE_IPv4":"true"}');

  test.each([
    { name: "WARM_PREFIX_TARGET set to 0", wishes: ["ENABLE_PREFIX_DELEGATION=true", "WARM_PREFIX_TARGET=0"] },
    { name: "WARM_PREFIX_TARGET taken away", wishes: ["ENABLE_PREFIX_DELEGATION=true", "WARM_PREFIX_TARGET-"] },
    {
      name: "zero IP targets beside it",
      wishes: ["ENABLE_PREFIX_DELEGATION=1", "WARM_PREFIX_TARGET=0", "WARM_IP_TARGET=0"],
    },
  ])("prefix delegation with $name", ({ wishes }) => {
    expect(codes(refusalsOf(propose(wishes)))).toEqual([WITHOUT_TARGET]);
  });

  test("prefix delegation that was on, its target taken away", () => {
    expect(codes(refusalsOf(propose(["WARM_PREFIX_TARGET=0"], { current: prefixesOn })))).toEqual([WITHOUT_TARGET]);
  });

  test.each([
    { name: "a warm prefix", wishes: ["ENABLE_PREFIX_DELEGATION=true", "WARM_PREFIX_TARGET=2"] },
    {
      name: "a warm IP target",
      wishes: ["ENABLE_PREFIX_DELEGATION=true", "WARM_PREFIX_TARGET=0", "WARM_IP_TARGET=5", "MINIMUM_IP_TARGET=16"],
    },
    { name: "the shipped warm prefix", wishes: ["ENABLE_PREFIX_DELEGATION=true"] },
  ])("but not with $name", ({ wishes }) => {
    expect(propose(wishes).kind).toBe("ready");
  });

  test.each([
    { name: "set alone", wishes: ["MINIMUM_IP_TARGET=10"] },
    { name: "with WARM_IP_TARGET 0", wishes: ["MINIMUM_IP_TARGET=10", "WARM_IP_TARGET=0"] },
    { name: "under prefix delegation", wishes: ["MINIMUM_IP_TARGET=10", "ENABLE_PREFIX_DELEGATION=true"] },
  ])("MINIMUM_IP_TARGET $name, unless confirmed", ({ wishes }) => {
    expect(codes(refusalsOf(propose(wishes)))).toEqual(["minimum-alone"]);
    expect(propose(wishes, { confirmed: ["minimum-alone"] }).kind).toBe("ready");
  });

  test("WARM_IP_TARGET taken away from beside MINIMUM_IP_TARGET", () => {
    const current = environmentOf('{"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"10"}');
    expect(codes(refusalsOf(propose(["WARM_IP_TARGET-"], { current })))).toEqual(["minimum-alone"]);
  });

  test("what is broken today holds no other change up, but is said", () => {
    const current = environmentOf('{"MINIMUM_IP_TARGET":"10"}');
    const proposal = readyProposal(["MAX_ENI=3"], { current });
    expect(codes(proposal.warnings)).toContain("already-so");
    expect(codes(refusalsOf(propose(["MINIMUM_IP_TARGET=20"], { current })))).toEqual(["minimum-alone"]);
  });

  test.each([
    { name: "both families off", wishes: ["ENABLE_IPv4=false"] },
    { name: "ENABLE_IPv4 taken away, which is false by default", wishes: ["ENABLE_IPv4-"] },
    { name: "both families on", wishes: ["ENABLE_IPv6=true"] },
  ])("$name", ({ wishes }) => {
    expect(codes(refusalsOf(propose(wishes)))).toEqual(["address-family"]);
  });

  test("a fleet of Auto Mode nodes; a mixed one is warned", () => {
    const fleet = { autoModeNodeCount: 3, otherNodeCount: 0, typesWithoutPrefixes: [] };
    const wishes = ["WARM_IP_TARGET=2", "MINIMUM_IP_TARGET=4"];
    expect(codes(refusalsOf(propose(wishes, { fleet })))).toEqual(["auto-mode"]);
    expect(codes(readyProposal(wishes, { fleet: { ...fleet, otherNodeCount: 1 } }).warnings)).toContain("auto-mode");
    expect(
      codes(readyProposal(wishes, { fleet: { ...fleet, autoModeNodeCount: 0, otherNodeCount: 1 } }).warnings),
    ).not.toContain("auto-mode");
  });
});

describe("warnings", () => {
  const fleet = { autoModeNodeCount: 0, otherNodeCount: 2, typesWithoutPrefixes: ["m4.large"] };

  test.each([
    { wishes: ["WARM_IP_TARGET=0"], codes: ["no-effect", "zero-is-unset"] },
    { wishes: ["WARM_IP_TARGET=00"], codes: ["no-effect", "zero-is-unset"] },
    { wishes: ["WARM_IP_TARGET=2", "MINIMUM_IP_TARGET=10"], codes: ["warm-eni-ignored"] },
    { wishes: ["WARM_IP_TARGET=2"], codes: ["warm-eni-ignored", "warm-ip-without-minimum"] },
    { wishes: ["WARM_ENI_TARGET-"], codes: ["no-effect", "unset-takes-default"] },
    { wishes: ["WARM_ENI_TARGET=0"], codes: ["no-warm-pool"] },
    { wishes: ["IP_COOLDOWN_PERIOD=0"], codes: ["no-cooldown"] },
    { wishes: ["MAX_ENI=2"], codes: [] },
    { wishes: ["WARM_IP_TARGET=251", "MINIMUM_IP_TARGET=1"], codes: ["target-beyond-max-pods", "warm-eni-ignored"] },
    {
      wishes: ["ENABLE_PREFIX_DELEGATION=true"],
      codes: ["warm-eni-ignored", "prefix-delegation-xen", "prefix-delegation-max-pods"],
    },
    {
      wishes: ["ENABLE_PREFIX_DELEGATION=true", "WARM_IP_TARGET=5", "MINIMUM_IP_TARGET=16"],
      codes: ["warm-eni-ignored", "warm-prefix-sidelined", "prefix-delegation-xen", "prefix-delegation-max-pods"],
    },
    { wishes: ["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=true"], codes: ["custom-networking-needs-eniconfig"] },
    { wishes: ["ENABLE_V6_EGRESS=true"], codes: ["other-container"] },
    { wishes: ["DISABLE_NETWORK_RESOURCE_PROVISIONING=true", "WARM_ENI_TARGET=3"], codes: ["targets-moot"] },
  ])("$wishes: $codes", ({ wishes, codes: expected }) => {
    expect(codes(readyProposal(wishes, { fleet }).warnings)).toEqual(expected);
  });

  test("where no target is looked at, none of their rules refuses", () => {
    const current = environmentOf('{"ENABLE_IPv6":"true","ENABLE_PREFIX_DELEGATION":"true","WARM_PREFIX_TARGET":"1"}');
    expect(codes(readyProposal(["WARM_PREFIX_TARGET=0"], { current }).warnings)).toContain("targets-moot");
  });
});
