import type { APIRequestContext } from "@playwright/test";
import { subnetWithNodes } from "./api-client";

/** `{ what it is → its address }` of one page of each kind, in the account under test. */
export async function everyPage(request: APIRequestContext): Promise<Readonly<Record<string, string>>> {
  const subnet = await subnetWithNodes(request);
  return {
    overview: "/",
    VPC: `/vpcs/${subnet.vpcId}`,
    subnet: `/subnets/${subnet.id}`,
    "subnet's table of blocks": `/subnets/${subnet.id}?view=table`,
    node: `/nodes/${subnet.nodes[0]?.instanceId}`,
    events: "/events",
    "simulator's choice": "/simulator",
    simulator: `/simulator?subnet=${subnet.id}&wi=2&mi=10`,
    search: "/search?q=10.",
    "not found": "/no-such-page",
  };
}
