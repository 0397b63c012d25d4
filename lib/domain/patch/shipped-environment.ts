import type { CurrentEnvironment, EnvEntry } from "@/lib/domain/patch/environment";

const fromField = (name: string): EnvEntry => ({ name, value: null });
const of = (name: string, value: string): EnvEntry => ({ name, value });

/** `env` of container aws-node in the shipped manifest (amazon-vpc-cni-k8s config/master/aws-k8s-cni.yaml, v1.23.1). */
export const SHIPPED_ENTRIES: readonly EnvEntry[] = [
  of("ADDITIONAL_ENI_TAGS", "{}"),
  of("AWS_VPC_CNI_NODE_PORT_SUPPORT", "true"),
  of("AWS_VPC_ENI_MTU", "9001"),
  of("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "false"),
  of("AWS_VPC_K8S_CNI_EXTERNALSNAT", "false"),
  of("AWS_VPC_K8S_CNI_LOGLEVEL", "DEBUG"),
  of("AWS_VPC_K8S_CNI_LOG_FILE", "/host/var/log/aws-routed-eni/ipamd.log"),
  of("AWS_VPC_K8S_CNI_RANDOMIZESNAT", "prng"),
  of("AWS_VPC_K8S_CNI_VETHPREFIX", "eni"),
  of("AWS_VPC_K8S_PLUGIN_LOG_FILE", "/var/log/aws-routed-eni/plugin.log"),
  of("AWS_VPC_K8S_PLUGIN_LOG_LEVEL", "DEBUG"),
  of("DISABLE_INTROSPECTION", "false"),
  of("DISABLE_METRICS", "false"),
  of("DISABLE_NETWORK_RESOURCE_PROVISIONING", "false"),
  of("ENABLE_IMDS_ONLY_MODE", "false"),
  of("ENABLE_IPv4", "true"),
  of("ENABLE_IPv6", "false"),
  of("ENABLE_MULTI_NIC", "false"),
  of("ENABLE_POD_ENI", "false"),
  of("ENABLE_PREFIX_DELEGATION", "false"),
  of("ENABLE_SUBNET_DISCOVERY", "true"),
  of("NETWORK_POLICY_ENFORCING_MODE", "standard"),
  of("VPC_CNI_VERSION", "v1.23.1"),
  of("WARM_ENI_TARGET", "1"),
  of("WARM_PREFIX_TARGET", "1"),
  fromField("MY_NODE_NAME"),
  fromField("MY_POD_NAME"),
];

/** The value that the shipped manifest, and with it the chart and the add-on, gives a name; null where it gives none. */
export const shippedValue = (name: string): string | null =>
  SHIPPED_ENTRIES.find((entry) => entry.name === name)?.value ?? null;

/** What is taken for the cluster's environment as long as nobody showed it. */
export const assumedEnvironment = (): CurrentEnvironment => ({
  source: "assumed",
  label: "assumed: the manifest shipped with v1.23.1",
  entries: SHIPPED_ENTRIES,
  isOrdered: false,
  addonDocument: null,
  ownership: null,
  notices: [],
});
