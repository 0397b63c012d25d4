import type { APIRequestContext } from "@playwright/test";
import type { z } from "zod";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { problemDetailsSchema } from "@/lib/domain/api/problem-details";
import { expect } from "./fixtures";

/** Asks until there is a snapshot, then checks the answer by its schema: nothing missing, nothing beside it. */
export async function read<Schema extends z.ZodType>(
  request: APIRequestContext,
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  await expect.poll(async () => (await request.get(path)).status(), { message: path }).toBe(200);
  const answer = await request.get(path);
  expect(answer.headers()["content-type"]).toContain("application/json");
  return schema.parse(await answer.json());
}

/** An error answer: checked by its schema, and that it gives nothing of the machine away. */
export async function readProblem(request: APIRequestContext, path: string, method: "GET" | "POST" | "DELETE" = "GET") {
  const answer = await request.fetch(path, { method });
  expect(answer.headers()["content-type"]).toContain("application/problem+json");
  const text = await answer.text();
  expect(text).not.toMatch(/\bat .*:\d+:\d+|node_modules|\/home\/|\.next|stack/i);
  const details = problemDetailsSchema.strict().parse(JSON.parse(text));
  expect(details.status).toBe(answer.status());
  return details;
}

export const vpcs = async (request: APIRequestContext) =>
  (await read(request, ENDPOINTS.listVpcs.path, ENDPOINTS.listVpcs.answer)).data;

export const vpc = async (request: APIRequestContext, id: string) =>
  (await read(request, `/api/vpcs/${id}`, ENDPOINTS.getVpc.answer)).data;

export const subnet = async (request: APIRequestContext, id: string) =>
  (await read(request, `/api/subnets/${id}`, ENDPOINTS.getSubnet.answer)).data;

export const node = async (request: APIRequestContext, id: string) =>
  (await read(request, `/api/nodes/${id}`, ENDPOINTS.getNode.answer)).data;

export const events = async (request: APIRequestContext, query = "") =>
  (await read(request, `/api/events${query}`, ENDPOINTS.getEvents.answer)).data;

/** Against hanging only: making a database is for the disk, reading a day of events is for CloudTrail, two pages a second. */
export const EVENTS_WITHIN_MS = 300_000;

/** Until the store is open: what was read before goes into memory on a slow machine, and is not there while it is read anew. */
export async function storeOpen(request: APIRequestContext): Promise<void> {
  const status = async () => {
    await events(request);
    return (await read(request, ENDPOINTS.getHealth.path, ENDPOINTS.getHealth.answer)).store.status;
  };
  await expect.poll(status, { timeout: EVENTS_WITHIN_MS }).toBe("open");
}

/** Until all of the last 24 hours is known: no later look shows other figures of them. */
export async function dayRead(request: APIRequestContext): Promise<void> {
  await storeOpen(request);
  const isComplete = async () => (await events(request)).reading.isComplete;
  await expect.poll(isComplete, { timeout: EVENTS_WITHIN_MS }).toBe(true);
}

/** Every subnet of the account, as its VPCs list them. */
export async function subnets(request: APIRequestContext) {
  const details = await Promise.all((await vpcs(request)).map(({ id }) => vpc(request, id)));
  return details.flatMap((detail) => detail.subnets);
}

/** A subnet in which EKS nodes hold addresses: where a walk through the screens leads. */
export async function subnetWithNodes(request: APIRequestContext) {
  const candidates = (await subnets(request)).filter(({ nodeCount }) => (nodeCount ?? 0) > 0);
  const first = candidates[0];
  if (!first) throw new Error("the account under test has no subnet with nodes");
  return subnet(request, first.id);
}
