import { spanWords } from "@/components/simulator/figure-words";
import { changeWords } from "@/lib/domain/simulation/proposal-change";
import type { CandidatePoint } from "@/lib/domain/simulation/recommendation";
import type { TradeOffMark } from "@/lib/domain/simulation/trade-off";
import { formatCount, formatNoun } from "@/lib/format";

/** As the reasons of a search say it. */
const tenths = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

/** Its settings, or that they are today's. */
export const settingWords = ({ point, isToday }: TradeOffMark): string =>
  isToday ? "Today’s settings" : changeWords({ settings: point.settings, movedNodes: null });

/** The longest that a pod waits; a pod that never gets an address waits for ever. */
export function waitWords({ waitSeconds }: CandidatePoint): string {
  if (waitSeconds === null) return "never";
  if (waitSeconds === 0) return "none";
  return waitSeconds < 60 ? `${tenths.format(waitSeconds)}\u00a0s` : spanWords(waitSeconds * 1_000);
}

/** A point in one sentence, under the drawing. */
export function pointWords(mark: TradeOffMark): string {
  const { point } = mark;
  const wait =
    point.waitSeconds === null
      ? "some pod never gets an address"
      : point.waitSeconds === 0
        ? "no pod waits"
        : `a pod waits up to ${waitWords(point)}`;
  return `${settingWords(mark)}: ${formatNoun(point.heldAddresses, "address", "addresses")} held, ${wait}, ${formatCount(point.callsPerMinute)} EC2 calls in the busiest minute.`;
}
