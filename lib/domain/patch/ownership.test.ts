import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import daemonSet from "@/lib/domain/patch/fixtures/aws-node.yaml?raw";
import { environmentOf } from "@/lib/domain/patch/fixtures/ready-proposal";
import { overwriteAdvice } from "@/lib/domain/patch/overwrite-advice";
import { ownershipOf } from "@/lib/domain/patch/ownership";

const ownersOf = (metadata: object) =>
  ownershipOf({ metadata: JSON.parse(JSON.stringify(metadata)) }).signs.map((sign) => sign.owner);
const manager = (name: string, operation = "Apply") => ({
  managedFields: [{ manager: name, operation, fieldsV1: {} }],
});

describe("ownershipOf", () => {
  test("the fixture is EKS's, with the managers of each setting's value", () => {
    const ownership = ownershipOf(parse(daemonSet));
    expect(ownership.signs).toEqual([{ owner: "eks", evidence: "field manager eks" }]);
    expect([...ownership.managersOf]).toEqual([
      ["WARM_ENI_TARGET", ["eks"]],
      ["WARM_PREFIX_TARGET", ["eks"]],
      ["AWS_VPC_K8S_CNI_LOGLEVEL", ["kubectl-set"]],
    ]);
    expect(ownership.hasManagedFields).toBe(true);
  });

  test("the chart's label alone is no sign of Helm: EKS's own manifest carries it", () => {
    expect(
      ownersOf({ labels: { "app.kubernetes.io/managed-by": "Helm", "helm.sh/chart": "aws-vpc-cni-1.23.1" } }),
    ).toEqual([]);
  });

  test.each([
    { mark: { annotations: { "meta.helm.sh/release-name": "aws-vpc-cni" } }, owners: ["helm"] },
    {
      mark: { annotations: { "argocd.argoproj.io/tracking-id": "cni:apps/DaemonSet:kube-system/aws-node" } },
      owners: ["argo-cd"],
    },
    { mark: { labels: { "argocd.argoproj.io/instance": "cni" } }, owners: ["argo-cd"] },
    { mark: { labels: { "kustomize.toolkit.fluxcd.io/name": "cni" } }, owners: ["flux"] },
    {
      mark: { labels: { "helm.toolkit.fluxcd.io/name": "cni" }, annotations: { "meta.helm.sh/release-name": "cni" } },
      owners: ["helm", "flux"],
    },
    { mark: { annotations: { "objectset.rio.cattle.io/id": "cni" } }, owners: ["fleet"] },
    { mark: { annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}" } }, owners: ["kubectl-apply"] },
    { mark: manager("eks"), owners: ["eks"] },
    { mark: manager("eks", "Update"), owners: [] },
    { mark: manager("helm"), owners: ["helm"] },
    { mark: manager("argocd-controller"), owners: ["argo-cd"] },
    { mark: manager("kustomize-controller"), owners: ["flux"] },
    { mark: manager("Terraform", "Update"), owners: ["terraform"] },
    { mark: manager("kubectl-client-side-apply", "Update"), owners: ["kubectl-apply"] },
    { mark: manager("kubectl", "Apply"), owners: ["kubectl-apply"] },
    { mark: manager("kubectl", "Update"), owners: [] },
    { mark: manager("kubectl-patch", "Update"), owners: [] },
    { mark: manager("kube-controller-manager", "Update"), owners: [] },
  ])("$mark: $owners", ({ mark, owners }) => {
    expect(ownersOf(mark)).toEqual(owners);
  });

  test.each([
    null,
    5,
    [],
    {},
    { metadata: 5 },
    { metadata: { managedFields: 5, labels: [] } },
    { metadata: { managedFields: [null, { fieldsV1: 5 }] } },
  ])("%j has no owner and does not throw", (value) => {
    expect(ownershipOf(value).signs).toEqual([]);
  });
});

describe("overwriteAdvice", () => {
  test("the managed add-on is advised its own forms, and how to make sure", () => {
    const [advice, ...others] = overwriteAdvice(environmentOf(daemonSet));
    expect(others).toEqual([]);
    expect(advice).toMatchObject({
      owner: "eks",
      evidence: "field manager eks",
      forms: ["addon", "eksctl", "terraform"],
    });
    expect(advice?.check).toContain("aws eks describe-addon");
  });

  test("several owners are each named", () => {
    const both = daemonSet.replace("  annotations:\n", "  annotations:\n    argocd.argoproj.io/tracking-id: x\n");
    expect(overwriteAdvice(environmentOf(both)).map((advice) => advice.owner)).toEqual(["eks", "argo-cd"]);
  });

  test.each([
    { source: '{"env":{"MAX_ENI":"2"}}', owner: "eks" },
    { source: '{"image":{},"env":{"MAX_ENI":"2"}}', owner: "helm" },
    { source: '{"MAX_ENI":"2"}', owner: "unknown" },
  ])("$source is $owner's", ({ source, owner }) => {
    expect(overwriteAdvice(environmentOf(source)).map((advice) => advice.owner)).toEqual([owner]);
  });

  test("a DaemonSet without managedFields is said to show nothing, and how to see them", () => {
    const start = daemonSet.indexOf("  managedFields:");
    const blind = daemonSet.slice(0, start) + daemonSet.slice(daemonSet.indexOf("  name: aws-node\n  namespace"));
    const [advice] = overwriteAdvice(environmentOf(blind));
    expect(advice).toMatchObject({ owner: "unknown", evidence: "the DaemonSet was read without its managedFields" });
    expect(advice?.check).toContain("--show-managed-fields");
  });
});
