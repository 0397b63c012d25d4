import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { EC2_APIS, iamActionOf } from "@/lib/domain/vpc/snapshot";
import { SETTINGS } from "@/lib/inventory/setting";

const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");

describe("the README", () => {
  it("lists every setting with its default, and no other", () => {
    const rows = [...readme.matchAll(/^\| `([A-Z_0-9]+)` \| (.+?) \|/gm)].map(([, name, fallback]) => [name, fallback]);
    const settings = Object.entries(SETTINGS).map(([name, { fallback }]) => [
      name,
      fallback ? `\`${fallback}\`` : "unset",
    ]);
    expect(rows.toSorted()).toEqual(settings.toSorted());
  });

  it("grants what the collector asks for, and nothing else", () => {
    const policy = JSON.parse(/```json\n([\s\S]+?)```/.exec(readme)?.[1] ?? "");
    expect(policy.Statement[0].Action.toSorted()).toEqual(EC2_APIS.map(iamActionOf).toSorted());
  });

  it("names every path of the API", () => {
    for (const { path } of Object.values(ENDPOINTS)) expect(readme).toContain(path.replace(/\{\w+\}/, "ID"));
  });
});
