import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PALETTE_TOKENS } from "@/components/address-map/map-palette";
import { ADDRESS_CLASSES } from "@/lib/domain/vpc/address-class";

const css = readFileSync(new URL("../../../globals.css", import.meta.url), "utf8");
const root = css.slice(css.indexOf(":root {"), css.indexOf("@theme inline"));
const dark = root.slice(root.indexOf("@variant dark"));
const light = root.slice(0, root.indexOf("@variant dark"));

describe("the map's palette", () => {
  test.each([
    ["light", light],
    ["dark", dark],
  ])("every colour it reads is defined for the %s theme", (_, block) => {
    expect(PALETTE_TOKENS.filter((token) => !block.includes(`${token}:`))).toEqual([]);
  });

  test("every address class has a fill and a text colour", () => {
    for (const name of ADDRESS_CLASSES) {
      expect(PALETTE_TOKENS).toContain(`--address-${name}`);
      expect(PALETTE_TOKENS).toContain(`--address-${name}-ink`);
    }
  });
});
