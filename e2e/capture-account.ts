import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  EC2Client,
  GetSubnetCidrReservationsCommand,
  paginateDescribeInstances,
  paginateDescribeInstanceTypes,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
} from "@aws-sdk/client-ec2";

/** Writes what the README's six commands print, in the CLI's own form, into a folder. */
export async function captureAccount(endpoint: string, folder: string): Promise<void> {
  const client = new EC2Client({
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "demo", secretAccessKey: "demo" },
  });
  const config = { client, pageSize: 1000 };
  const write = (name: string, answer: object) => writeFile(join(folder, name), JSON.stringify(answer, null, 2));
  await mkdir(folder, { recursive: true });
  const subnets = await listOf(paginateDescribeSubnets(config, {}), ({ Subnets }) => Subnets);
  await write("subnets.json", { Subnets: subnets });
  await write("vpcs.json", { Vpcs: await listOf(paginateDescribeVpcs(config, {}), ({ Vpcs }) => Vpcs) });
  await write("enis.json", {
    NetworkInterfaces: await listOf(paginateDescribeNetworkInterfaces(config, {}), (page) => page.NetworkInterfaces),
  });
  const reservations = await listOf(paginateDescribeInstances(config, {}), (page) => page.Reservations);
  await write("instances.json", { Reservations: reservations });
  const types = paginateDescribeInstanceTypes({ client, pageSize: 100 }, {});
  await write("types.json", { InstanceTypes: await listOf(types, (page) => page.InstanceTypes) });
  // Like the collector: an IPv6-only subnet has no IPv4 addresses to reserve.
  for (const { SubnetId = "" } of subnets.filter(({ CidrBlock }) => CidrBlock)) {
    const { $metadata: _, ...answer } = await client.send(new GetSubnetCidrReservationsCommand({ SubnetId }));
    await write(`reservations-${SubnetId}.json`, answer);
  }
  client.destroy();
}

async function listOf<Answer, Item>(pages: AsyncIterable<Answer>, itemsOf: (page: Answer) => Item[] | undefined) {
  const items: Item[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}
