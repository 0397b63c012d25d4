resource "aws_eks_addon" "vpc_cni" {
  cluster_name                = "dev-shared"
  addon_name                  = "vpc-cni"
  resolve_conflicts_on_update = "PRESERVE"

  configuration_values = jsonencode({
    env = {
      MINIMUM_IP_TARGET = "10"
      WARM_ENI_TARGET   = "0"
      WARM_IP_TARGET    = "2"
    }
  })
}
