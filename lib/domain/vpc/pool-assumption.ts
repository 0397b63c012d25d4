/**
 * The VPC CNI settings that pod ranges and warm estimates rest on. `env` is the environment of the container aws-node,
 * values as text as in the DaemonSet; a name that is absent is unset. `assumed` is true while nobody has read or given
 * the cluster's own settings; `label` says for a person where they come from.
 */
export interface PoolAssumption {
  readonly assumed: boolean;
  readonly label: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What config/master/aws-k8s-cni.yaml of amazon-vpc-cni-k8s v1.23.1 ships, as far as the address pool is concerned. */
export const SHIPPED_POOL_ASSUMPTION: PoolAssumption = {
  assumed: true,
  label: "assumed: the settings that VPC CNI v1.23.1 ships (WARM_ENI_TARGET=1)",
  env: {
    WARM_ENI_TARGET: "1",
    WARM_PREFIX_TARGET: "1",
    ENABLE_PREFIX_DELEGATION: "false",
    ENABLE_SUBNET_DISCOVERY: "true",
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "false",
  },
};
