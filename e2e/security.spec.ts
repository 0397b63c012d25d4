import { request as httpRequest } from "node:http";
import { readProblem, vpcs } from "./api-client";
import { expect, test } from "./fixtures";

/** A request with a Host header of our own, which fetch does not allow. */
function get(url: string, headers: Record<string, string>, method = "GET"): Promise<{ status: number; body: string }> {
  return new Promise((settle, fail) => {
    const outgoing = httpRequest(url, { method, headers }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      answer.once("end", () => settle({ status: answer.statusCode ?? 0, body }));
    });
    outgoing.once("error", fail);
    outgoing.end();
  });
}

for (const path of ["/", "/api/vpcs", "/api/health", "/no-such-page"]) {
  test(`${path} is not served to a foreign host name`, async ({ product }) => {
    const { status, body } = await get(product.url + path, { Host: "rebound.example" });
    expect(status).toBe(403);
    expect(body).toContain("ENISCOPE_ALLOWED_HOSTS");
    expect(body).not.toContain("vpc-");
  });
}

test("loopback names are served with any port", async ({ product }) => {
  const { port } = new URL(product.url);
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, "localhost"]) {
    expect((await get(`${product.url}/api/health`, { Host: host })).status, host).toBe(200);
  }
});

test("nothing but reading is served", async ({ product, request }) => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    expect((await get(product.url, {}, method)).status, method).toBe(405);
  }
  expect(await readProblem(request, "/api/vpcs", "DELETE")).toMatchObject({ code: "method-not-allowed" });
});

test("another site's page can neither read nor refresh", async ({ product, request }) => {
  await vpcs(request);
  const foreign = { Origin: "http://evil.example", "Sec-Fetch-Site": "cross-site" };
  const read = await request.get("/api/vpcs", { headers: foreign });
  expect(read.headers()["access-control-allow-origin"]).toBeUndefined();
  expect(read.headers()["cross-origin-resource-policy"]).toBe("same-origin");
  const { status, body } = await get(`${product.url}/api/refresh`, foreign, "POST");
  expect(status).toBe(403);
  expect(JSON.parse(body)).toMatchObject({ code: "cross-site" });
});

test("each page carries a strict policy with a nonce of its own", async ({ request }) => {
  const policies = await Promise.all(
    ["/", "/", "/no-such-page"].map(
      async (path) => (await request.get(path)).headers()["content-security-policy"] ?? "",
    ),
  );
  const nonces = policies.map(
    (policy) => /script-src 'self' 'nonce-([\w+/=]{22,})' 'strict-dynamic';/.exec(policy)?.[1],
  );
  expect(new Set(nonces).size).toBe(3);
  expect(nonces).not.toContain(undefined);
  for (const policy of policies) {
    expect(policy).not.toMatch(/script-src[^;]*unsafe|(?:default|script|connect)-src[^;]*\*/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
  }
});

test("every answer, static files too, says how it may be used", async ({ request }) => {
  const html = await (await request.get("/")).text();
  const script = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0] ?? "";
  for (const path of ["/", "/api/health", script]) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers(), path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(answer.headers(), path).not.toHaveProperty("x-powered-by");
  }
});

test("a script without the nonce does not run", async ({ page, complaints }) => {
  await page.goto("/");
  await page.evaluate(() => {
    const script = document.createElement("div");
    script.innerHTML = `<img src="/none" onerror="window.__ran = true">`;
    document.body.append(script);
  });
  // The browser tells the page and the console, each in its own time; both are awaited, so that none comes after the end.
  const tellers = () => complaints.filter((each) => /script-src/.test(each)).map((each) => each.split(":")[0]);
  await expect.poll(() => tellers().toSorted()).toEqual(["console", "policy"]);
  expect(await page.evaluate(() => "__ran" in window)).toBe(false);
  complaints.length = 0;
});
