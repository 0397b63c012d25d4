import { describe, expect, test } from "vitest";
import { runTime, signedCount, spanWords } from "@/components/simulator/figure-words";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("runTime", () => {
  test.each([
    [0, "start"],
    [45_000, "+45 s"],
    [60_000, "+1 min"],
    [245_000, "+4:05 min"],
    [3_599_000, "+59:59 min"],
    [3_600_000, "+1 h"],
    [3_720_000, "+1:02 h"],
    [3_725_000, "+1:02:05 h"],
    [59_600, "+1 min"],
  ])("%d ms is %s", (atMs, words) => expect(plain(runTime(atMs))).toBe(words));
});

describe("spanWords", () => {
  test.each([
    [0, "0 s"],
    [400, "400 ms"],
    [15_000, "15 s"],
    [120_000, "2 min"],
    [125_000, "2 min 5 s"],
    [3_600_000, "1 h"],
    [3_840_000, "1 h 4 min"],
  ])("%d ms is %s", (spanMs, words) => expect(plain(spanWords(spanMs))).toBe(words));
});

describe("signedCount", () => {
  test.each([
    [0, "±0"],
    [1_140, "+1,140"],
    [-3, "\u22123"],
  ])("%d is %s", (difference, words) => expect(signedCount(difference)).toBe(words));
});
