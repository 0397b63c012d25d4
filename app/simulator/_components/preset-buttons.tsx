import type { Inputs } from "@/app/simulator/_components/use-inputs";
import { KNOBS } from "@/app/simulator/_inputs/knobs";
import { presetsFor } from "@/app/simulator/_inputs/presets";
import { applyChanges, differenceOf, type Wish } from "@/lib/domain/patch/difference";
import { valuesOf } from "@/lib/domain/patch/environment";

interface PresetButtonsProps {
  readonly inputs: Inputs;
  readonly podsPerNode: number;
}

/** Proposals to start from; the one that stands is marked. */
export function PresetButtons({ inputs, podsPerNode }: PresetButtonsProps) {
  const { current, input } = inputs;
  const isProposed = (wishes: readonly Wish[]): boolean => {
    const asked = applyChanges(valuesOf(current.entries), differenceOf(current.entries, wishes));
    return KNOBS.every(({ name }) => (asked.get(name) ?? null) === (input.proposal.env[name] ?? null));
  };
  const presets = presetsFor(podsPerNode);
  const active = presets.find(({ wishes }) => isProposed(wishes));
  return (
    <div className="mb-3">
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">Presets</legend>
        {presets.map((preset) => (
          <button
            key={preset.label}
            type="button"
            aria-pressed={preset === active}
            title={preset.detail}
            onClick={() => inputs.replaceProposal(preset.wishes)}
            className="rounded border border-line-strong px-2 py-0.5 text-sm hover:bg-sunken aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-bg"
          >
            {preset.label}
          </button>
        ))}
      </fieldset>
      <p className="mt-1 min-h-9 text-sm text-muted">{active?.detail ?? "A proposal of your own."}</p>
    </div>
  );
}
