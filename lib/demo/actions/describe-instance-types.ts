import type { Action } from "@/lib/demo/actions/context";
import { type OfferedType, offeredTypes } from "@/lib/demo/state/instance-types";
import { Ec2Error, invalidParameter } from "@/lib/demo/wire/error";
import { compileFilters, type FilterTable } from "@/lib/demo/wire/filter";
import { readPage, takePage } from "@/lib/demo/wire/page";
import { element, list } from "@/lib/demo/wire/xml";

const MOST_IDS = 100;

const hypervisorOf = ({ limits }: OfferedType): string | null =>
  limits.isBareMetal || limits.hypervisor === "unknown" ? null : limits.hypervisor;

const table: FilterTable<OfferedType> = {
  "bare-metal": ({ limits }) => limits.isBareMetal,
  "burstable-performance-supported": ({ name }) => name.startsWith("t"),
  "current-generation": ({ isCurrentGeneration }) => isCurrentGeneration,
  hypervisor: hypervisorOf,
  "instance-type": ({ name }) => name,
  "network-info.efa-supported": ({ efaInterfaceCount }) => efaInterfaceCount > 0,
  "network-info.ipv4-addresses-per-interface": ({ limits }) => limits.ipv4PerEni,
  "network-info.maximum-network-cards": ({ limits }) => limits.networkCardCount,
  "network-info.maximum-network-interfaces": ({ limits }) => limits.maxEnis * limits.networkCardCount,
  "processor-info.supported-architecture": ({ architecture }) => architecture,
  "vcpu-info.default-vcpus": ({ vcpuCount }) => vcpuCount,
};

export const describeInstanceTypes: Action = {
  parameters: ["InstanceType", "Filter", "MaxResults", "NextToken", "DryRun", "IncludeUnsupportedInRegion"],
  run: (query, { sealer }, out) => {
    const names = query.list("InstanceType");
    if (names.length > MOST_IDS)
      throw invalidParameter(`At most ${MOST_IDS} instance types can be named in one request`);
    const page = readPage(query, { bounds: { min: 5, max: 100 }, ids: names, idsName: "InstanceTypes", sealer });
    const matches = compileFilters(query.filters(), { table, tagsOf: () => [] });
    const rest = findTypes(names).filter(({ sequence }) => sequence > page.after);
    const { items, last } = takePage(rest, page, matches);
    const token = last === null ? null : sealer.seal(query.listingKey(), last);
    out.raw(list("instanceTypeSet", items, typeXml) + element("nextToken", token));
  },
};

function findTypes(names: readonly string[]): OfferedType[] {
  if (names.length === 0) return [...offeredTypes().values()];
  const missing = names.filter((name) => !offeredTypes().has(name));
  if (missing.length > 0) {
    throw new Ec2Error(
      "InvalidInstanceType",
      `The following supplied instance types do not exist: [${missing.join(", ")}]`,
    );
  }
  return [...offeredTypes().values()].filter(({ name }) => names.includes(name));
}

function typeXml(type: OfferedType): string {
  const { limits } = type;
  const cards = Array.from({ length: limits.networkCardCount }, (_, index) => index);
  return [
    element("instanceType", type.name),
    element("currentGeneration", type.isCurrentGeneration),
    element("freeTierEligible", false),
    "<supportedUsageClasses><item>on-demand</item><item>spot</item></supportedUsageClasses><supportedRootDeviceTypes><item>ebs</item></supportedRootDeviceTypes><supportedVirtualizationTypes><item>hvm</item></supportedVirtualizationTypes>",
    element("bareMetal", limits.isBareMetal),
    element("hypervisor", hypervisorOf(type)),
    `<processorInfo><supportedArchitectures><item>${type.architecture}</item></supportedArchitectures></processorInfo>`,
    `<vCpuInfo>${element("defaultVCpus", type.vcpuCount)}${element("defaultCores", Math.ceil(type.vcpuCount / 2))}${element("defaultThreadsPerCore", type.vcpuCount > 1 ? 2 : 1)}</vCpuInfo>`,
    `<memoryInfo>${element("sizeInMiB", type.memoryGib * 1024)}</memoryInfo>`,
    element("instanceStorageSupported", false),
    "<networkInfo>",
    element("maximumNetworkInterfaces", limits.maxEnis * limits.networkCardCount),
    element("maximumNetworkCards", limits.networkCardCount),
    element("defaultNetworkCardIndex", 0),
    list(
      "networkCards",
      cards,
      (index) => element("networkCardIndex", index) + element("maximumNetworkInterfaces", limits.maxEnis),
    ),
    element("ipv4AddressesPerInterface", limits.ipv4PerEni),
    element("ipv6AddressesPerInterface", limits.ipv4PerEni),
    element("ipv6Supported", true),
    element("enaSupport", limits.hypervisor === "xen" ? "unsupported" : "required"),
    element("efaSupported", type.efaInterfaceCount > 0),
    type.efaInterfaceCount > 0 ? `<efaInfo>${element("maximumEfaInterfaces", type.efaInterfaceCount)}</efaInfo>` : "",
    "</networkInfo>",
    element("burstablePerformanceSupported", type.name.startsWith("t")),
    element("hibernationSupported", false),
    element("dedicatedHostsSupported", !type.name.startsWith("t")),
  ].join("");
}
