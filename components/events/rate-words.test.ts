import { expect, it } from "vitest";
import { rateWords, retryWords } from "@/components/events/rate-words";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

it.each([
  [5_000, "every 5 s"],
  [5_400, "every 5.4 s"],
  [59_900, "every 59.9 s"],
  [59_960, "every 1 min"],
  [120_000, "every 2 min"],
  [140_400, "every 2 min 20 s"],
  [600_000, "every 10 min"],
  [818_000, "every 14 min"],
  [7_199_000, "every 2 h"],
  [18_522_000, "every 5 h 9 min"],
])("a distance of %d ms between two tries reads %s", (ms, words) => {
  expect(plain(retryWords(ms))).toBe(words);
});

it.each([
  [0.05, "< 0.1"],
  [1.52, "1.5"],
  [24.4, "24"],
])("%d calls a minute read %s", (rate, words) => {
  expect(plain(rateWords(rate))).toBe(words);
});
