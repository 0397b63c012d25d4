import type { Site } from "@/lib/demo/estate/site";
import { ZONES } from "@/lib/demo/state/account";

export function buildDevShared(site: Site, nodeCount: number): void {
  const vpc = site.account.addVpc({ cidrs: ["10.20.0.0/16"], name: "dev-shared" });
  const group = site.nodeGroup(
    {
      clusterName: "astronomer-dev",
      name: "workers",
      instanceTypes: ["t3.2xlarge"],
      load: { mean: 5, most: 13, changesPerHour: 10, branchMean: 0 },
    },
    vpc,
  );
  let left = nodeCount;
  for (let i = 0; left > 0; i++) {
    const zone = ZONES[i % 3];
    if (!zone || i > 255) return;
    const subnet = site.account.addSubnet({ vpc, zone, cidr: `10.20.${i}.0/24`, name: `dev-nodes-${i}` });
    site.runningNodes(group, subnet, Math.min(8, left));
    left -= 8;
  }
}
