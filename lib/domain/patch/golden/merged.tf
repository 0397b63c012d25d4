resource "aws_eks_addon" "vpc_cni" {
  cluster_name                = "dev-shared"
  addon_name                  = "vpc-cni"
  resolve_conflicts_on_update = "PRESERVE"

  configuration_values = jsonencode({
    enableNetworkPolicy = "true"
    env = {
      WARM_ENI_TARGET          = "2"
      ENABLE_PREFIX_DELEGATION = "true"
    }
    resources = {
      limits = {
        cpu = "100m"
      }
    }
  })
}
