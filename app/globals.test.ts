import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, distanceAsSeen, labAsSeen, SIGHT_NAMES } from "@/components/ui/color-distance.fixture";
import { ADDRESS_CLASSES } from "@/lib/domain/vpc/address-class";

const css = readFileSync("app/globals.css", "utf8");
const [lightCss = "", darkCss = ""] = css.split("@variant dark {\n    --bg");

function tokensOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]));
}

const THEMES = [
  { theme: "light", tokens: tokensOf(lightCss) },
  { theme: "dark", tokens: tokensOf(`--bg${darkCss}`) },
];

/** CIE76 between any two classes in any sight; the search for the palette reached CIEDE2000 of 10 and more. */
const MIN_DISTANCE = 11;
const AA_TEXT = 4.5;

describe.each(THEMES)("$theme tokens", ({ tokens }) => {
  const token = (name: string) => {
    const hex = tokens.get(name);
    if (hex === undefined) throw new Error(`no token --${name}`);
    return hex;
  };

  it.each(SIGHT_NAMES)("keep every pair of address classes apart for %s sight", (sight) => {
    const close = ADDRESS_CLASSES.flatMap((a, index) =>
      ADDRESS_CLASSES.slice(index + 1)
        .map((b) => ({
          pair: `${a} ${b}`,
          distance: distanceAsSeen(token(`address-${a}`), token(`address-${b}`), sight),
        }))
        .filter(({ distance }) => distance < MIN_DISTANCE),
    );
    expect(close).toEqual([]);
  });

  it("have text that reads on every address class and every step of the ramp", () => {
    const grounds = [
      ...ADDRESS_CLASSES.map((name) => `address-${name}`),
      ...Array.from({ length: 10 }, (_, i) => `heat-${i}`),
    ];
    const faint = grounds.filter((name) => contrast(token(name), token(`${name}-ink`)) < AA_TEXT);
    expect(faint).toEqual([]);
  });

  it.each([
    ["ink", "bg"],
    ["ink", "panel"],
    ["muted", "bg"],
    ["muted", "panel"],
    ["muted", "sunken"],
    ["accent", "bg"],
    ["accent", "panel"],
    ["accent", "accent-ground"],
    ["accent-ink", "accent"],
    ["ink", "accent-ground"],
    ["muted", "accent-ground"],
    ["harm", "panel"],
    ["harm", "bg"],
    ["harm", "harm-ground"],
    ["harm-ink", "harm"],
    ["warn", "panel"],
    ["warn", "bg"],
    ["warn", "warn-ground"],
    ["muted", "harm-ground"],
    ["muted", "warn-ground"],
    ["ink", "sunken"],
  ])("%s reads on %s", (ink, ground) => {
    expect(contrast(token(ink), token(ground))).toBeGreaterThanOrEqual(AA_TEXT);
  });

  it("mark controls and thresholds visibly against the panel", () => {
    for (const name of ["line-strong", "harm", "accent", "shortage-capacity", "shortage-fragmentation"]) {
      expect(contrast(token(name), token("panel")), name).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(SIGHT_NAMES)("keep the kinds of a shortage apart for %s sight", (sight) => {
    const distance = distanceAsSeen(token("shortage-capacity"), token("shortage-fragmentation"), sight);
    expect(distance).toBeGreaterThanOrEqual(MIN_DISTANCE);
  });

  it.each(SIGHT_NAMES)("keep the curves of a chart, its lowest point and its band apart for %s sight", (sight) => {
    const marks = ["proposed", "today", "actual", "lowest", "band"];
    const close = marks.flatMap((a, index) =>
      marks
        .slice(index + 1)
        .map((b) => ({ pair: `${a} ${b}`, distance: distanceAsSeen(token(`chart-${a}`), token(`chart-${b}`), sight) }))
        .filter(({ distance }) => distance < MIN_DISTANCE),
    );
    expect(close).toEqual([]);
  });

  it.each(["panel", "chart-band", "chart-rollout"])("have curves that show on %s", (ground) => {
    for (const name of ["chart-proposed", "chart-today", "chart-actual", "chart-lowest"]) {
      expect(contrast(token(name), token(ground)), name).toBeGreaterThanOrEqual(3);
    }
  });

  it("have words in a curve's colour that read on the panel and on the rollout's ground", () => {
    for (const name of ["chart-proposed", "chart-today", "chart-actual", "chart-lowest"]) {
      for (const ground of ["panel", "chart-rollout"]) {
        expect(contrast(token(name), token(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(AA_TEXT);
      }
    }
  });

  it.each(SIGHT_NAMES)("have a ramp whose lightness runs one way for %s sight", (sight) => {
    const lightness = Array.from({ length: 10 }, (_, i) => labAsSeen(token(`heat-${i}`), sight)[0]);
    const steps = lightness.slice(1).map((value, index) => value - (lightness[index] ?? 0));
    expect(new Set(steps.map(Math.sign)).size).toBe(1);
    expect(Math.min(...steps.map(Math.abs))).toBeGreaterThan(2);
  });
});
