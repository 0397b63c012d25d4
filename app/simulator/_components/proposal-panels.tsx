import { memo } from "react";
import type { Inputs } from "@/app/simulator/_components/use-inputs";
import { addonFitsInLink } from "@/app/simulator/_inputs/addon-param";
import { presetsFor } from "@/app/simulator/_inputs/presets";
import { patchParams, proposalParams } from "@/app/simulator/search-params";
import { ComparisonPanel } from "@/components/simulator/comparison/comparison-panel";
import { PatchPanel } from "@/components/simulator/patch/patch-panel";
import { RecommendationPanel } from "@/components/simulator/recommendation/recommendation-panel";
import type { Inquiry } from "@/components/simulator/simulation-state";
import { useUrlParams } from "@/components/url-state/use-url-params";
import type { SavedProposal } from "@/lib/domain/simulation/proposal-change";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";

interface ProposalPanelsProps {
  readonly scope: ScopeHead;
  readonly inputs: Inputs;
  readonly simulation: Inquiry;
  readonly podsPerNode: number;
}

/** What becomes of the proposal: its files, its place among others, and a better one. */
export const ProposalPanels = memo(function ProposalPanels(props: ProposalPanelsProps) {
  const { scope, inputs, simulation, podsPerNode } = props;
  const [{ saved, goal }, setKept] = useUrlParams(proposalParams);
  const [writing, setWriting] = useUrlParams(patchParams);
  const { input, current, choose } = inputs;
  const presets = presetsFor(podsPerNode).map(
    ({ label, wishes }): SavedProposal => ({
      label,
      settings: Object.fromEntries(wishes.map(({ name, value }) => [name, value])),
      movedNodes: null,
    }),
  );
  return (
    <>
      <PatchPanel
        scope={scope}
        input={input}
        current={current}
        writing={{ form: writing.form, cluster: writing.for, addon: writing.addon }}
        onWriting={({ form, cluster, addon }) =>
          setWriting({
            ...(form !== undefined && { form }),
            ...(cluster !== undefined && { for: cluster }),
            ...(addon !== undefined && { addon }),
          })
        }
        fitsInLink={addonFitsInLink}
      />
      <ComparisonPanel
        scope={scope}
        input={input}
        simulation={simulation}
        presets={presets}
        saved={saved}
        onSave={(next) => setKept({ saved: next.length === 0 ? null : next })}
        onChoose={choose}
      />
      <RecommendationPanel
        input={input}
        simulation={simulation}
        goal={goal}
        onGoal={(next) => setKept({ goal: next })}
        onChoose={choose}
      />
    </>
  );
});
