/** What a setting's text must be for the CNI to take it. Bounds are inclusive. */
export type SettingKind =
  | { readonly type: "integer"; readonly min: number; readonly max: number }
  | { readonly type: "boolean" }
  | { readonly type: "one-of"; readonly values: readonly string[]; readonly ignoresCase: boolean }
  | { readonly type: "tags" }
  | { readonly type: "text"; readonly maxLength: number | null };

/** A setting that aws-node reads. */
export interface KnownSetting {
  readonly name: string;
  readonly kind: SettingKind;
  /** What the CNI takes without the setting; null where it then does without. */
  readonly byDefault: string | null;
  readonly summary: string;
  /** First release that has it; null where that is not established. */
  readonly since: string | null;
  /** Whether the managed add-on's published schema (v1.15.1-eksbuild.1) has it; later add-ons accept more. */
  readonly isInAddonSchema: boolean;
}

/** No subnet has more addresses than a /16; ipamd itself knows no bound and its products wrap round in 64 bits. */
const count: SettingKind = { type: "integer", min: 0, max: 65_536 };
/** Seconds that fit a Go duration; above them the period turns negative and nothing ever cools. */
const period: SettingKind = { type: "integer", min: 0, max: 9_223_372_036 };
const flag: SettingKind = { type: "boolean" };
const text: SettingKind = { type: "text", maxLength: null };
const LOG_LEVELS = ["DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const oneOf = (values: readonly string[], ignoresCase = false): SettingKind => ({
  type: "one-of",
  values,
  ignoresCase,
});

type Row = readonly [name: string, kind: SettingKind, byDefault: string | null, since: string | null, summary: string];

/** Names that the add-on's published schema lacks although aws-node reads them. */
const NOT_IN_ADDON_SCHEMA: ReadonlySet<string> = new Set([
  "CLUSTER_NAME",
  "ENABLE_IMDS_ONLY_MODE",
  "ENABLE_IPv4",
  "ENABLE_IPv6",
  "ENABLE_MULTI_NIC",
  "ENABLE_SUBNET_DISCOVERY",
  "HOST_CNI_BIN_PATH",
  "HOST_CNI_CONFDIR_PATH",
  "MANAGE_UNTAGGED_ENI",
  "NETWORK_POLICY_ENFORCING_MODE",
  "VPC_CNI_VERSION",
]);

// amazon-vpc-cni-k8s README "CNI Configuration Variables" and config/master/aws-k8s-cni.yaml, v1.23.1; the defaults of
// the targets are the code's (ipamd.go getWarm*), which differ from the shipped manifest's values for WARM_PREFIX_TARGET.
const ROWS: readonly Row[] = [
  ["WARM_ENI_TARGET", count, "1", "1.0.0", "whole ENIs kept free on a node"],
  ["WARM_IP_TARGET", count, "0", "1.1.0", "addresses kept free on a node; 0 counts as unset"],
  ["MINIMUM_IP_TARGET", count, "0", "1.6.0", "addresses a node holds at least; 0 counts as unset"],
  ["WARM_PREFIX_TARGET", count, "0", "1.9.0", "/28 prefixes kept wholly free under prefix delegation"],
  ["ENABLE_PREFIX_DELEGATION", flag, "false", "1.9.0", "slots hold /28 prefixes in place of single addresses"],
  ["MAX_ENI", { type: "integer", min: 1, max: 65_536 }, null, "1.4.0", "cap on a node's ENIs, under the type's own"],
  ["IP_COOLDOWN_PERIOD", period, "30", "1.15.0", "seconds before a freed address is given to another pod"],
  ["ENABLE_SUBNET_DISCOVERY", flag, "true", "1.18.0", "new ENIs may go to other subnets tagged for the CNI"],
  ["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", flag, "false", null, "pods take addresses from the ENIConfig's subnet"],
  ["ENI_CONFIG_ANNOTATION_DEF", text, "k8s.amazonaws.com/eniConfig", null, "node annotation that names the ENIConfig"],
  ["ENI_CONFIG_LABEL_DEF", text, "k8s.amazonaws.com/eniConfig", null, "node label that names the ENIConfig"],
  ["ENABLE_POD_ENI", flag, "false", "1.7.0", "security groups for pods: trunk and branch ENIs"],
  ["POD_SECURITY_GROUP_ENFORCING_MODE", oneOf(["strict", "standard"]), "strict", "1.11.0", "reach of pods' groups"],
  ["ENABLE_MULTI_NIC", flag, "false", "1.20.0", "ENIs on further network cards"],
  ["DISABLE_NETWORK_RESOURCE_PROVISIONING", flag, "false", "1.7.0", "the CNI neither takes nor gives back anything"],
  ["ENABLE_IMDS_ONLY_MODE", flag, "false", "1.19.6", "the CNI makes no EC2 calls"],
  ["AWS_MANAGE_ENIS_NON_SCHEDULABLE", flag, "false", "1.12.6", "the pool is kept on cordoned nodes too"],
  ["MANAGE_UNTAGGED_ENI", flag, "true", "1.9.1", "ENIs without the CNI's tag count as the CNI's"],
  ["DISABLE_LEAKED_ENI_CLEANUP", flag, "false", "1.13.0", "no hourly search for leaked ENIs"],
  ["ADDITIONAL_ENI_TAGS", { type: "tags" }, "{}", "1.6.0", "tags for every ENI, as a JSON object"],
  ["CLUSTER_NAME", text, null, null, "cluster that the ENIs are tagged with"],
  ["CLUSTER_ENDPOINT", text, null, "1.12.1", "API server to use without kube-proxy"],
  ["ENABLE_IPv4", flag, "false", "1.10.0", "pods get IPv4 addresses"],
  ["ENABLE_IPv6", flag, "false", "1.10.0", "pods get IPv6 addresses"],
  ["ENABLE_V4_EGRESS", flag, "true", "1.15.1", "IPv4 egress of pods in an IPv6 cluster"],
  ["ENABLE_V6_EGRESS", flag, "false", "1.13.0", "IPv6 egress of pods in an IPv4 cluster"],
  ["DISABLE_POD_V6", flag, "false", "1.15.0", "no IPv6 inside pods"],
  ["ENABLE_BANDWIDTH_PLUGIN", flag, "false", "1.10.0", "chains the bandwidth plugin"],
  ["ANNOTATE_POD_IP", flag, "false", "1.9.3", "pods are annotated with their address"],
  ["AWS_VPC_CNI_NODE_PORT_SUPPORT", flag, "true", null, "NodePort services on the primary ENI"],
  ["AWS_VPC_K8S_CNI_EXTERNALSNAT", flag, "false", null, "no SNAT on the node"],
  ["AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS", text, null, "1.6.0", "CIDRs without SNAT"],
  ["AWS_VPC_K8S_CNI_RANDOMIZESNAT", oneOf(["hashrandom", "prng", "none"]), "prng", null, "source ports of SNAT"],
  ["AWS_EXTERNAL_SERVICE_CIDRS", text, null, "1.12.6", "CIDRs routed by the main route table"],
  ["AWS_EC2_ENDPOINT", text, null, "1.13.0", "EC2 endpoint in place of the Region's"],
  ["AWS_VPC_ENI_MTU", { type: "integer", min: 576, max: 9001 }, "9001", "1.6.0", "MTU of the ENIs"],
  ["AWS_VPC_K8S_CNI_VETHPREFIX", { type: "text", maxLength: 4 }, "eni", null, "prefix of the host's veth names"],
  ["AWS_VPC_K8S_CNI_LOGLEVEL", oneOf(LOG_LEVELS, true), "DEBUG", null, "log level of ipamd"],
  ["AWS_VPC_K8S_CNI_LOG_FILE", text, "/host/var/log/aws-routed-eni/ipamd.log", null, "log file of ipamd"],
  ["AWS_VPC_K8S_PLUGIN_LOG_LEVEL", oneOf(LOG_LEVELS, true), "DEBUG", null, "log level of the plugin"],
  ["AWS_VPC_K8S_PLUGIN_LOG_FILE", text, "/var/log/aws-routed-eni/plugin.log", null, "log file of the plugin"],
  ["INTROSPECTION_BIND_ADDRESS", text, "127.0.0.1:61679", null, "where ipamd shows its state"],
  ["DISABLE_INTROSPECTION", flag, "false", null, "ipamd does not show its state"],
  ["DISABLE_METRICS", flag, "false", null, "no Prometheus metrics"],
  ["NETWORK_POLICY_ENFORCING_MODE", oneOf(["strict", "standard"]), "standard", null, "traffic before a policy"],
  ["HOST_CNI_BIN_PATH", text, "/host/opt/cni/bin", null, "where the plugin's binaries are installed"],
  ["HOST_CNI_CONFDIR_PATH", text, "/host/etc/cni/net.d", null, "where the plugin's configuration is installed"],
  ["VPC_CNI_VERSION", text, null, null, "version that the CNI names in its user agent"],
];

/** Settings that the aws-node container reads, the ones of the address pool first. */
export const KNOWN_SETTINGS: readonly KnownSetting[] = ROWS.map(([name, kind, byDefault, since, summary]) => ({
  name,
  kind,
  byDefault,
  since,
  summary,
  isInAddonSchema: !NOT_IN_ADDON_SCHEMA.has(name),
}));

const BY_NAME: ReadonlyMap<string, KnownSetting> = new Map(KNOWN_SETTINGS.map((setting) => [setting.name, setting]));

/** The setting of that name, its case counted; null where no release of the CNI is known to read it. */
export const knownSetting = (name: string): KnownSetting | null => BY_NAME.get(name) ?? null;

/** Settings that work only when the init container aws-vpc-cni-init has them too. */
export const ALSO_OF_INIT_CONTAINER: ReadonlySet<string> = new Set(["ENABLE_IPv6", "ENABLE_V6_EGRESS"]);

const WINDOWS_KEY =
  "is a key of the ConfigMap amazon-vpc-cni, read by the VPC resource controller for Windows nodes and branch ENIs only";

/** `{ name → why setting it on aws-node does nothing, and what to set in its place }` */
const DEAD: ReadonlyMap<string, { readonly why: string; readonly instead: string | null }> = new Map([
  [
    "AWS_VPC_K8S_CNI_WARM_ENI_TARGET",
    { why: "is read by no part of the CNI, although guides name it", instead: "WARM_ENI_TARGET" },
  ],
  ["AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER", { why: "has done nothing since v1.12.1", instead: null }],
  ["ENABLE_NFTABLES", { why: "has done nothing since v1.13.2", instead: null }],
  [
    "DISABLE_TCP_EARLY_DEMUX",
    { why: "is read by the init container aws-vpc-cni-init, not by aws-node", instead: null },
  ],
  ["warm-ip-target", { why: WINDOWS_KEY, instead: "WARM_IP_TARGET" }],
  ["minimum-ip-target", { why: WINDOWS_KEY, instead: "MINIMUM_IP_TARGET" }],
  ["warm-prefix-target", { why: WINDOWS_KEY, instead: "WARM_PREFIX_TARGET" }],
  ["enable-windows-ipam", { why: WINDOWS_KEY, instead: null }],
  ["enable-windows-prefix-delegation", { why: WINDOWS_KEY, instead: "ENABLE_PREFIX_DELEGATION" }],
  [
    "enable-network-policy-controller",
    { why: "is a key of the ConfigMap amazon-vpc-cni, read by the network policy controller", instead: null },
  ],
  ["branch-eni-cooldown", { why: WINDOWS_KEY, instead: null }],
]);

/** Why a name, though in use somewhere, does nothing on the aws-node container; null for any other name. */
export const deadSetting = (name: string) => DEAD.get(name) ?? null;
