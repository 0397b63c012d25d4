import "server-only";
import type { Ec2Connection } from "@/lib/aws/ec2/client";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { type Collected, type CollectionOrder, collectSnapshot } from "@/lib/inventory/collect-snapshot";
import type { DemoControl } from "@/lib/inventory/demo-control";

/** The embedded account, for who reads and moves it. */
export interface DemoAccess {
  readonly control: DemoControl;
  readonly connection: Ec2Connection;
}

/**
 * Reads the embedded account as any other, and beside it has it tell its clusters' environments. They are asked for first:
 * settings that somebody rolls out meanwhile are not those of the nodes that are read.
 */
export async function collectDemo(
  { control, connection }: DemoAccess,
  order: Omit<CollectionOrder, "connection">,
): Promise<Collected> {
  const disclosedEnvironments = await disclosedBy(control);
  const collected = await collectSnapshot({ ...order, connection });
  if (collected.kind === "failed" || disclosedEnvironments === null) return collected;
  return { ...collected, snapshot: { ...collected.snapshot, disclosedEnvironments } };
}

/** Null where the account does not tell: the snapshot is good without, its settings are assumed then. */
async function disclosedBy(control: DemoControl): Promise<ReadonlyMap<string, Environment> | null> {
  const asked = await control.ask("status", {}).catch(() => null);
  if (asked === null || "problem" in asked) return null;
  return new Map(asked.answer.clusters.map(({ name, env }) => [name, env]));
}
