import { gzipSync } from "node:zlib";
import type { APIRequestContext } from "@playwright/test";
import { subnetWithNodes } from "./api-client";
import { expect, test } from "./fixtures";

const LIMIT_KB = 150;

/** The scripts that a page's HTML asks for at once, without those for browsers that know no modules. */
async function firstLoadScripts(request: APIRequestContext, path: string): Promise<string[]> {
  const html = await (await request.get(path)).text();
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const urls = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .map((tag) => /(?:src|href)="(\/_next\/static\/[^"]+\.js)[^"]*"/.exec(tag)?.[1])
    .filter((url) => url !== undefined);
  return [...new Set(urls)];
}

async function compressedKb(request: APIRequestContext, urls: readonly string[]): Promise<number> {
  const bodies = await Promise.all(urls.map(async (url) => (await request.get(url)).body()));
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1024;
}

test(`each page's first load is at most ${LIMIT_KB} KB of compressed script`, async ({ request }) => {
  const subnet = await subnetWithNodes(request);
  const pages = [
    "/",
    `/vpcs/${subnet.vpcId}`,
    `/subnets/${subnet.id}`,
    `/nodes/${subnet.nodes[0]?.instanceId}`,
    "/events",
    "/search?q=10",
    "/no-such-page",
  ];
  for (const path of pages) {
    const scripts = await firstLoadScripts(request, path);
    expect(scripts.length, path).toBeGreaterThan(3);
    const weight = await compressedKb(request, scripts);
    test.info().annotations.push({ type: "first-load script", description: `${path}: ${weight.toFixed(1)} KB` });
    expect.soft(weight, `KB of script on ${path}`).toBeLessThanOrEqual(LIMIT_KB);
  }
});
