import { KNOBS } from "@/app/simulator/_inputs/knobs";
import { createParam } from "@/components/url-state/url-param";
import { LONGEST_LABEL, MOST_SAVED, type SavedProposal } from "@/lib/domain/simulation/proposal-change";
import type { MovedNodes } from "@/lib/domain/simulation/simulation-input";

/*
 * Proposals that are kept, in the link: `small,we0,wi2,mi10;moved,mv3_subnet-1_60_300`. A part is a knob's short name with
 * its text, empty where the setting is taken away; `mv` are the moved nodes. Names and texts are free, so what parts
 * them is escaped.
 */

const ESCAPES = [
  ["~", "~0"],
  [",", "~1"],
  [";", "~2"],
] as const;

const escaped = (text: string): string => ESCAPES.reduce((done, [plain, sign]) => done.replaceAll(plain, sign), text);
const unescaped = (text: string): string =>
  ESCAPES.reduceRight((done, [plain, sign]) => done.replaceAll(sign, plain), text);

const MOVED = "mv";

function partsOf({ label, settings, movedNodes }: SavedProposal): string[] {
  const parts = KNOBS.flatMap(({ key, name }) => {
    const value = settings[name];
    return value === undefined ? [] : [`${key}${value ?? ""}`];
  });
  if (movedNodes === null) return [label, ...parts];
  const { count, subnetId, atSeconds, everySeconds } = movedNodes;
  return [label, ...parts, `${MOVED}${[count, subnetId, atSeconds, everySeconds].join("_")}`];
}

function movedFrom(text: string): MovedNodes | null {
  const [count, subnetId, atSeconds, everySeconds, ...others] = text.split("_");
  const numbers = [count, atSeconds, everySeconds].map((part) => (part ? Number(part) : Number.NaN));
  const [nodes = Number.NaN, at = Number.NaN, every = Number.NaN] = numbers;
  if (others.length > 0 || !subnetId || numbers.some(Number.isNaN)) return null;
  return { count: nodes, subnetId, atSeconds: at, everySeconds: every };
}

/** Null where the text is none of ours. */
function savedFrom(text: string): SavedProposal | null {
  const [label = "", ...parts] = text.split(",").map(unescaped);
  if (label.trim() === "" || label.length > LONGEST_LABEL + 4) return null;
  const settings: Record<string, string | null> = {};
  let movedNodes: MovedNodes | null = null;
  for (const part of parts) {
    const [key, value] = [part.slice(0, 2), part.slice(2)];
    const knob = KNOBS.find((known) => known.key === key);
    if (knob) settings[knob.name] = value === "" ? null : value;
    else if (key === MOVED) movedNodes = movedFrom(value);
    if (!knob && (key !== MOVED || movedNodes === null)) return null;
  }
  return { label, settings, movedNodes };
}

/** The proposals kept for the table of comparison; one that cannot be read is left out, as is a second of one name. */
export const savedParam = createParam<readonly SavedProposal[]>({
  parse: (text) => {
    const read = text.split(";").flatMap((part) => savedFrom(part) ?? []);
    const isFirst = ({ label }: SavedProposal, index: number) =>
      read.findIndex((other) => other.label === label) === index;
    return read.filter(isFirst).slice(0, MOST_SAVED);
  },
  serialize: (saved) => saved.map((proposal) => partsOf(proposal).map(escaped).join(",")).join(";"),
});
