import { addDetachedUserEni } from "@/lib/demo/estate/detached-enis";
import { addInstances } from "@/lib/demo/estate/instances";
import { addServiceEni, addServiceEnis, type ServiceLook, service } from "@/lib/demo/estate/service-enis";
import type { Site } from "@/lib/demo/estate/site";
import { nth, zonalSubnets } from "@/lib/demo/estate/subnets";

/** A VPC without Kubernetes in which every kind of service holds addresses. */
export function buildSharedServices(site: Site): void {
  const { account } = site;
  const vpc = account.addVpc({ cidrs: ["10.50.0.0/20"], name: "shared-services" });
  const subnets = zonalSubnets(site, vpc, "services", ["10.50.0.0/25", "10.50.0.128/25", "10.50.1.0/25"]);
  const inspection = zonalSubnets(site, vpc, "inspection", ["10.50.8.0/28", "10.50.8.16/28"]);
  addServiceEnis(site, inspection, service.gatewayLoadBalancer(site, "firewall"));
  addServiceEnis(site, inspection, service.gatewayLoadBalancerEndpoint(site));
  for (const subnet of inspection) {
    addInstances(site, subnet, { name: "firewall", instanceType: "c5.xlarge", hasSecondEni: true });
  }
  const looks: readonly ServiceLook[] = [
    service.redshift(),
    service.dax(site, "sessions-a"),
    service.directory(site),
    service.workSpaces(site, "reporting-team"),
    service.efs(site),
    service.elasticache(site, "shared-cache"),
    service.instanceConnectEndpoint(site),
    service.quickSight(),
    service.apiGateway(),
    service.iotRules(),
    service.codeStarConnection(),
    service.elasticVmware(),
    service.unheardOf(),
    service.lambda(site, "account-audit"),
    service.codeBuild(site, "golden-image"),
    service.rds(),
    service.ecsTask(site),
    service.transitGateway(site),
    service.nameless(),
  ];
  looks.forEach((look, index) => {
    addServiceEni(site, nth(subnets, index % subnets.length), look);
  });
  addServiceEnis(site, subnets.slice(0, 2), service.directory(site));
  for (let i = 0; i < 6; i++) addServiceEnis(site, subnets, service.vpcEndpoint(site));
  addInstances(site, nth(subnets, 0), { name: "gitlab", instanceType: "m5.4xlarge" });
  addInstances(site, nth(subnets, 1), { name: "vpn-gateway", instanceType: "c5.large", secondaryCount: 9 });
  addDetachedUserEni(site, nth(subnets, 2), "eth1 of the old proxy");
}
