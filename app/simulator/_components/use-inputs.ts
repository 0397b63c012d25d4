import { useMemo } from "react";
import { editedEnvironment } from "@/app/simulator/_inputs/edited-environment";
import { KNOBS, type KnobKey, knobOf } from "@/app/simulator/_inputs/knobs";
import { givenEnvironment, type InputValues, toSimulationInput } from "@/app/simulator/_inputs/to-simulation-input";
import { inputParams, linkParams } from "@/app/simulator/search-params";
import { useUrlParams } from "@/components/url-state/use-url-params";
import type { Wish } from "@/lib/domain/patch/difference";
import { type CurrentEnvironment, valuesOf } from "@/lib/domain/patch/environment";
import type { ProposalChange } from "@/lib/domain/simulation/proposal-change";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { MovedNodes, SimulationInput } from "@/lib/domain/simulation/simulation-input";

export type InputChanges = Partial<{ [Name in keyof InputValues]: InputValues[Name] | null }>;

export interface Inputs {
  readonly values: InputValues;
  /** Today's environment: assumed, typed or pasted. */
  readonly current: CurrentEnvironment;
  readonly input: SimulationInput;
  readonly set: (changes: InputChanges) => void;
  /** Puts settings into the proposal; one that is as today leaves it. */
  readonly propose: (wishes: readonly Wish[]) => void;
  /** The proposal anew: what the wishes do not name is as today. */
  readonly replaceProposal: (wishes: readonly Wish[]) => void;
  /** The proposal anew, with its moved nodes. */
  readonly choose: (change: ProposalChange) => void;
  /** Sets one of today's settings by hand. */
  readonly setToday: (name: string, value: string | null) => void;
}

/** The inputs as the link has them. A change is of the snapshot that is on the screen, so the link takes on its time. */
export function useInputs(scope: ScopeHead): Inputs {
  const [values, setValues] = useUrlParams(inputParams);
  const [, setLink] = useUrlParams(linkParams);
  const { today } = values;
  const given = useMemo(() => givenEnvironment(scope.settings), [scope.settings]);
  const current = today ?? given;
  const key = JSON.stringify({ ...values, today: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the values, which are new at each drawing
  const input = useMemo(() => toSimulationInput(values, current), [key, current]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what sets the link is the same in each drawing but for its identity
  return useMemo(() => {
    const set = (changes: InputChanges) => {
      setValues(changes);
      setLink({ asof: scope.takenAt });
    };
    return {
      values,
      current,
      input,
      set,
      propose: (wishes: readonly Wish[]) => set(knobTexts(wishes, current)),
      replaceProposal: (wishes: readonly Wish[]) => set({ ...AS_TODAY, ...knobTexts(wishes, current) }),
      choose: ({ settings, movedNodes }: ProposalChange) => {
        const wishes = Object.entries(settings).map(([name, value]) => ({ name, value }));
        set({ ...AS_TODAY, ...knobTexts(wishes, current), move: movedNodes && moveTexts(movedNodes) });
      },
      setToday: (name: string, value: string | null) => {
        const edited = editedEnvironment(current, given, name, value);
        set({ today: edited === given ? null : edited });
      },
    };
  }, [input, current, given, scope.takenAt]);
}

const moveTexts = ({ count, subnetId, atSeconds, everySeconds }: MovedNodes) => ({
  count: String(count),
  subnet: subnetId,
  at: String(atSeconds),
  every: String(everySeconds),
});

const AS_TODAY = Object.fromEntries(KNOBS.map(({ key }) => [key, null])) as Record<KnobKey, null>;

/** What wishes make of the knobs; a wish for what is so today leaves its knob alone. */
function knobTexts(wishes: readonly Wish[], { entries }: CurrentEnvironment): Partial<Record<KnobKey, string | null>> {
  const now = valuesOf(entries);
  const texts: Partial<Record<KnobKey, string | null>> = {};
  for (const { name, value } of wishes) {
    const knob = knobOf(name);
    if (knob) texts[knob.key] = (now.get(name) ?? null) === value ? null : (value ?? "");
  }
  return texts;
}
