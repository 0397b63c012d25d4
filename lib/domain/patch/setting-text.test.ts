import { describe, expect, test } from "vitest";
import { parseSettings } from "@/lib/domain/ipamd/settings";
import { KNOWN_SETTINGS, type KnownSetting, knownSetting } from "@/lib/domain/patch/setting-catalogue";
import { isName, isWritable, judgeText, shown } from "@/lib/domain/patch/setting-text";

function known(name: string): KnownSetting {
  const setting = knownSetting(name);
  if (!setting) throw new Error(`${name} is not in the catalogue`);
  return setting;
}

describe("judgeText of a number", () => {
  test.each(["0", "5", "+5", "007", "65536"])("%j is taken", (value) => {
    expect(judgeText(known("WARM_IP_TARGET"), value).kind).toBe("fine");
  });

  test.each([
    ["", "is empty"],
    [" 5", "has a space before or after the number"],
    ["5 ", "has a space before or after the number"],
    ["5.0", "has a decimal point"],
    [".5", "has a decimal point"],
    ["-1", "is negative"],
    ["5IPs", "is not a whole number"],
    ["0x10", "is not a whole number"],
    ["1_000", "is not a whole number"],
    ["1e3", "is not a whole number"],
    ["five", "is not a whole number"],
    ["٥", "is not a whole number"],
    ["9223372036854775808", "does not fit 64 bits"],
    ["-9223372036854775809", "does not fit 64 bits"],
  ])("%j would be ignored in silence: it %s", (value, why) => {
    expect(judgeText(known("WARM_IP_TARGET"), value)).toMatchObject({ kind: "ignored", why });
  });

  test("what is called ignored leaves ipamd at its default, what is called fine does not", () => {
    const defaults = parseSettings({});
    for (const name of ["WARM_ENI_TARGET", "WARM_IP_TARGET", "MINIMUM_IP_TARGET", "WARM_PREFIX_TARGET", "MAX_ENI"]) {
      for (const value of ["", " 5", "5.0", "-1", "5IPs", "9223372036854775808", "7", "+7", "007"]) {
        const isIgnored = judgeText(known(name), value).kind === "ignored";
        const settings = parseSettings({ [name]: value });
        expect([name, value, isIgnored]).toEqual([name, value, JSON.stringify(settings) === JSON.stringify(defaults)]);
      }
    }
  });

  test.each([
    ["WARM_IP_TARGET", "65537", "out-of-range"],
    ["MAX_ENI", "0", "ignored"],
    ["MAX_ENI", "-3", "ignored"],
    ["MAX_ENI", "1", "fine"],
    ["IP_COOLDOWN_PERIOD", "0", "fine"],
    ["IP_COOLDOWN_PERIOD", "-1", "out-of-range"],
    ["IP_COOLDOWN_PERIOD", "9223372036", "fine"],
    ["IP_COOLDOWN_PERIOD", "9223372037", "out-of-range"],
    ["AWS_VPC_ENI_MTU", "575", "out-of-range"],
    ["AWS_VPC_ENI_MTU", "9001", "fine"],
  ])("%s=%j is %s", (name, value, kind) => {
    expect(judgeText(known(name), value).kind).toBe(kind);
  });

  test("a cool-down one second longer than the bound would not cool at all", () => {
    expect(parseSettings({ IP_COOLDOWN_PERIOD: "9223372036" }).cooldownMs).toBeGreaterThan(0);
    expect(parseSettings({ IP_COOLDOWN_PERIOD: "9223372037" }).cooldownMs).toBeLessThan(0);
  });
});

describe("judgeText of the other kinds", () => {
  test.each(["1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"])(
    "ParseBool takes %j",
    (value) => {
      expect(judgeText(known("ENABLE_PREFIX_DELEGATION"), value).kind).toBe("fine");
    },
  );

  test.each(["", "yes", "on", "tRUE", " true", "2"])("ParseBool does not take %j", (value) => {
    expect(judgeText(known("ENABLE_PREFIX_DELEGATION"), value).kind).toBe("ignored");
  });

  test.each([
    ["AWS_VPC_K8S_CNI_LOGLEVEL", "debug", "fine"],
    ["AWS_VPC_K8S_CNI_LOGLEVEL", "TRACE", "ignored"],
    ["AWS_VPC_K8S_CNI_RANDOMIZESNAT", "hashrandom", "fine"],
    ["AWS_VPC_K8S_CNI_RANDOMIZESNAT", "PRNG", "ignored"],
    ["AWS_VPC_K8S_CNI_VETHPREFIX", "eni", "fine"],
    ["AWS_VPC_K8S_CNI_VETHPREFIX", "toolong", "out-of-range"],
    ["ADDITIONAL_ENI_TAGS", "{}", "fine"],
    ["ADDITIONAL_ENI_TAGS", '{"team":"net"}', "fine"],
    ["ADDITIONAL_ENI_TAGS", "team=net", "ignored"],
    ["ADDITIONAL_ENI_TAGS", '{"team":1}', "ignored"],
    ["ADDITIONAL_ENI_TAGS", '["team"]', "ignored"],
    ["CLUSTER_NAME", "anything at all", "fine"],
  ])("%s=%j is %s", (name, value, kind) => {
    expect(judgeText(known(name), value).kind).toBe(kind);
  });

  test("every default in the catalogue is a text that the CNI takes", () => {
    for (const setting of KNOWN_SETTINGS) {
      if (setting.byDefault !== null)
        expect([setting.name, judgeText(setting, setting.byDefault).kind]).toEqual([setting.name, "fine"]);
    }
  });
});

describe("names and texts", () => {
  test.each(["WARM_IP_TARGET", "a", "_x", "warm-ip-target", "a.b"])("%j is a name", (name) =>
    expect(isName(name)).toBe(true),
  );

  test.each(["", " ", "1A", "A=B", "A B", "A\n", "..", "..a", ".", "é", "A:"])("%j is none", (name) => {
    expect(isName(name)).toBe(false);
  });

  test.each(["", "plain", "é \"q\" 'r' \\ %{}", "日本", "😀"])("%j can be written in every form", (value) => {
    expect(isWritable(value)).toBe(true);
  });

  test.each([
    "a\nb",
    "a\r",
    "\t",
    "\u0000",
    "\u001b[31m",
    "\u007f",
    "\u0085",
    "\u2028",
    "\u2029",
    "\ufeffa",
    "\ud800",
    "\udc00a",
  ])("%j cannot", (value) => expect(isWritable(value)).toBe(false));

  test("a shown value is one printable line, cut when long", () => {
    expect(shown(' 5"\n')).toBe('" 5\\"\\n"');
    expect(shown("\u0085\u2028")).toBe('"\\u0085\\u2028"');
    expect(shown("x".repeat(200))).toHaveLength(62);
  });
});
