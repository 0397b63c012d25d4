# 1. Let the API server judge it; nothing is written.
kubectl patch daemonset aws-node -n kube-system --type strategic --patch-file patch.yaml --dry-run=server -o yaml

# 2. Apply it. The DaemonSet rolls node by node; pods keep their addresses and their network.
kubectl patch daemonset aws-node -n kube-system --type strategic --patch-file patch.yaml

# 3. Watch it, then read what the container has.
kubectl rollout status daemonset/aws-node -n kube-system --timeout=60m
kubectl set env daemonset/aws-node -n kube-system --list -c aws-node

# To go back:
# kubectl patch daemonset aws-node -n kube-system --type strategic --patch-file revert.yaml
# kubectl rollout status daemonset/aws-node -n kube-system --timeout=60m
