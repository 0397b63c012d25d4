import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { addressMapAnswerSchema, addressPageAnswerSchema } from "@/lib/domain/api/subnet";
import { node, read, readProblem, subnet, subnetWithNodes, vpc, vpcs } from "./api-client";
import { expect, test } from "./fixtures";

test("every answer keeps to its schema, from the account down to a node", async ({ request }) => {
  const all = await vpcs(request);
  expect(all.length).toBeGreaterThan(2);
  for (const { id, subnetCount } of all) expect((await vpc(request, id)).subnets.length).toBe(subnetCount);
  const detail = await subnetWithNodes(request);
  const holder = detail.nodes[0];
  expect(holder).toBeDefined();
  const { enis, heldAddressCount } = await node(request, holder?.instanceId ?? "");
  expect(enis.length).toBeGreaterThan(0);
  expect(heldAddressCount).toBeGreaterThan(0);
});

test("a subnet's classes add up to its size, and its map holds exactly its addresses", async ({ request }) => {
  const { id } = await subnetWithNodes(request);
  const { sizeAddressCount, classCounts, unexplainedAddressCount, overexplainedAddressCount } = await subnet(
    request,
    id,
  );
  const { data: map } = await read(request, `/api/subnets/${id}/addresses?format=map`, addressMapAnswerSchema);
  const counted = Object.values(classCounts ?? {}).reduce((sum, count) => sum + count, 0);
  expect(counted + (unexplainedAddressCount ?? 0) - (overexplainedAddressCount ?? 0)).toBe(sizeAddressCount);
  const lengths = map.runs.filter((_, index) => index % 2 === 1);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(sizeAddressCount);
});

test("a subnet's addresses come page by page, each once, with the class that the map gives", async ({ request }) => {
  const { id, sizeAddressCount } = await subnetWithNodes(request);
  const path = `/api/subnets/${id}/addresses`;
  const { data: map } = await read(request, `${path}?format=map`, addressMapAnswerSchema);
  const byMap: string[] = [];
  for (let index = 0; index < map.runs.length; index += 2) {
    const name = map.classes[map.runs[index] ?? -1] ?? "?";
    byMap.push(...Array.from({ length: map.runs[index + 1] ?? 0 }, () => name));
  }
  const seen = new Set<string>();
  const byPage: string[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const query: string = next ? `?limit=100&from=${next}` : "?limit=100";
    const { data: page } = await read(request, path + query, addressPageAnswerSchema);
    expect(page.total).toBe(sizeAddressCount);
    for (const { address, addressClass } of page.addresses) {
      seen.add(address);
      byPage.push(addressClass);
    }
    next = page.next;
  }
  expect(seen.size).toBe(sizeAddressCount);
  expect(byPage).toEqual(byMap);
});

test("an answer is repeated by its ETag only, until the question changes", async ({ request }) => {
  await vpcs(request);
  const askTwice = async () => {
    const first = await request.get("/api/vpcs");
    const etag = first.headers().etag ?? "";
    expect(etag).toMatch(/^W\//);
    expect(first.headers()["cache-control"]).toBe("private, no-cache");
    return { etag, again: await request.get("/api/vpcs", { headers: { "If-None-Match": etag } }) };
  };
  const isAnother = ({ etag, again }: Awaited<ReturnType<typeof askTwice>>) => (again.headers().etag ?? etag) !== etag;
  let asked = await askTwice();
  // A newer snapshot that comes between the two has a tag of its own: only then are they asked anew.
  while (isAnother(asked)) asked = await askTwice();
  const { etag, again } = asked;
  expect(again.status()).toBe(304);
  expect(await again.body()).toHaveLength(0);
  const other = await request.get("/api/search?q=10", { headers: { "If-None-Match": etag } });
  expect(other.status()).toBe(200);
});

test("a refresh makes a new snapshot, and with it a new ETag", async ({ request }) => {
  await vpcs(request);
  const before = (await request.get("/api/vpcs")).headers().etag;
  await expect
    .poll(
      async () => {
        const { state } = ENDPOINTS.refresh.answer.parse(await (await request.post("/api/refresh")).json());
        expect(state).toBe("ready");
        return (await request.get("/api/vpcs")).headers().etag;
      },
      { intervals: [1000] },
    )
    .not.toBe(before);
});

for (const [path, parameter] of [
  ["/api/vpcs/vpc-", "vpcId"],
  ["/api/vpcs/subnet-0123456789abcdef0", "vpcId"],
  ["/api/subnets/10.0.0.0%2F24", "subnetId"],
  ["/api/subnets/subnet-0123456789abcdef0%00", "subnetId"],
  ["/api/nodes/i-%3Cscript%3E", "instanceId"],
  ["/api/nodes/..%2F..%2Fetc", "instanceId"],
  ["/api/subnets/subnet-0123456789abcdef0/addresses?format=xml", "format"],
  ["/api/subnets/subnet-0123456789abcdef0/addresses?limit=0", "limit"],
  ["/api/subnets/subnet-0123456789abcdef0/addresses?limit=5000", "limit"],
  ["/api/subnets/subnet-0123456789abcdef0/addresses?from=10.0.0.256", "from"],
  ["/api/subnets/subnet-0123456789abcdef0/addresses?format=map&limit=5", "limit"],
  ["/api/search", "q"],
  ["/api/search?q=a&limit=1000", "limit"],
  ["/api/search?q=a&q=b", "q"],
  ["/api/vpcs?sort=name", "sort"],
] as const) {
  test(`GET ${path} is a 400 that names ${parameter}`, async ({ request }) => {
    expect(await readProblem(request, path)).toMatchObject({ status: 400, code: "invalid-parameter", parameter });
  });
}

for (const path of [
  "/api/vpcs/vpc-00000000000000000",
  "/api/subnets/subnet-00000000000000000",
  "/api/subnets/subnet-00000000000000000/addresses",
  "/api/subnets/subnet-00000000000000000/addresses?format=map",
  "/api/nodes/i-00000000000000000",
]) {
  test(`GET ${path} is a 404`, async ({ request }) => {
    await vpcs(request);
    expect(await readProblem(request, path)).toMatchObject({ status: 404, code: "not-found" });
  });
}

test("an address outside the subnet is a 400 that names from", async ({ request }) => {
  const { id } = await subnetWithNodes(request);
  const problem = await readProblem(request, `/api/subnets/${id}/addresses?from=192.0.2.1`);
  expect(problem).toMatchObject({ status: 400, parameter: "from" });
});

test("health names the source, each API's outcome and the calls made", async ({ request }) => {
  await vpcs(request);
  const health = await read(request, "/api/health", ENDPOINTS.getHealth.answer);
  expect(health).toMatchObject({ status: "ok", source: { kind: "demo" }, problem: null });
  expect(health.apis.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => "ok"));
  expect(health.store).toMatchObject({ engine: "embedded", problem: null });
  expect(["opening", "open", "unopened"]).toContain(health.store.status);
  expect(health.events).toMatchObject({ source: "LookupEvents", problem: null });
  expect(health.calls.total).toBe(health.calls.byApi.reduce((sum, { requestCount }) => sum + requestCount, 0));
  expect((await request.get("/api/health")).headers()["cache-control"]).toBe("no-store");
});

test("the OpenAPI document is served and describes this API", async ({ request }) => {
  const document = await (await request.get("/api/openapi.json")).json();
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths)).toEqual(Object.values(ENDPOINTS).map(({ path }) => path));
});

test("large answers are compressed", async ({ product, request }) => {
  const { id } = await subnetWithNodes(request);
  const answer = await fetch(`${product.url}/api/subnets/${id}`, { headers: { "Accept-Encoding": "gzip" } });
  expect(answer.headers.get("content-encoding")).toBe("gzip");
});
