"use client";

import { useState } from "react";
import { AddonDocumentField } from "@/components/simulator/patch/addon-document-field";
import { FormView } from "@/components/simulator/patch/file-view";
import { FORM_WORDS, isAddonForm } from "@/components/simulator/patch/form-words";
import { OwnerAdvice } from "@/components/simulator/patch/owner-advice";
import { ConfirmedNotice, PatchWarnings, RefusalList } from "@/components/simulator/patch/refusal-list";
import { SettingTable } from "@/components/simulator/patch/setting-table";
import { type AddonDocument, useAddonDocument } from "@/components/simulator/patch/use-addon-document";
import { Notice } from "@/components/ui/notice";
import { Tabs } from "@/components/ui/tabs";
import { applyChanges, differenceOf } from "@/lib/domain/patch/difference";
import { type CurrentEnvironment, valuesOf } from "@/lib/domain/patch/environment";
import { isClusterName, PATCH_FORMS, type PatchForm, type PatchTarget } from "@/lib/domain/patch/form";
import type { JsonObject } from "@/lib/domain/patch/json";
import { overwriteAdvice } from "@/lib/domain/patch/overwrite-advice";
import { proposeChange, type ReadyProposal } from "@/lib/domain/patch/proposal";
import { renderForm } from "@/lib/domain/patch/render-form";
import type { Confirmation } from "@/lib/domain/patch/rule-facts";
import { settingRows } from "@/lib/domain/patch/setting-rows";
import { wishesBetween } from "@/lib/domain/patch/wishes-between";
import { fleetOf, targetOf } from "@/lib/domain/simulation/patch-facts";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { formatNoun } from "@/lib/format";

export interface PatchContentProps {
  readonly scope: ScopeHead;
  readonly input: Pick<SimulationInput, "today" | "proposal">;
  /** Today's environment with its origin. */
  readonly current: CurrentEnvironment;
  readonly writing: PatchWriting;
  readonly onWriting: (change: Partial<PatchWriting>) => void;
  /** Whether a colleague can have that document from the link. */
  readonly fitsInLink: (document: JsonObject) => boolean;
}

/** How the proposal is written down: a colleague should see the same files from the link. */
export interface PatchWriting {
  /** Null: the form that is advised. */
  readonly form: PatchForm | null;
  /** The cluster that the files name, where the scope has several; null: any of them. */
  readonly cluster: string | null;
  /** The add-on's configuration in force, to be merged into. */
  readonly addon: JsonObject | null;
}

const MINIMUM_IP_TARGET = "MINIMUM_IP_TARGET";

/** The proposal as files, or why it is none; what ipamd will work by; who may overwrite it. */
export function PatchContent(props: PatchContentProps) {
  const { scope, input, current, writing, onWriting } = props;
  const setForm = (form: PatchForm) => onWriting({ form });
  // Never by the link: whoever opens it has not seen the ceiling, and a file that leaves pods without an address is
  // written only for somebody who said here that it is meant.
  const [confirmedMinimum, setConfirmedMinimum] = useState<string | null>(null);
  const addon = useAddonDocument(props);
  const { env, movedNodes } = input.proposal;
  const wishes = wishesBetween(input.today, env);
  // A confirmation is of the ceiling that was seen: another number asks again.
  const confirmed: readonly Confirmation[] =
    confirmedMinimum !== null && confirmedMinimum === env[MINIMUM_IP_TARGET] ? ["minimum-alone"] : [];
  // Today's settings may be such a configuration themselves: then that is the one in force.
  const shown =
    addon.document === null || current.source === "addon" ? current : { ...current, addonDocument: addon.document };
  const proposal = proposeChange({ current: shown, wishes, confirmed, allowsUnknown: false, fleet: fleetOf(scope) });
  const today = valuesOf(current.entries);
  const rows = settingRows(today, applyChanges(today, differenceOf(current.entries, wishes)));
  const target = targetOf(scope);
  const advice = overwriteAdvice(current);
  const advised = advice.find(({ owner }) => owner !== "unknown")?.forms[0];
  const isCeiling =
    confirmed.length > 0 && rows.some(({ name, used }) => name === "WARM_IP_TARGET" && used?.after.text === "0");
  return (
    <div className="grid min-w-0 gap-4">
      {movedNodes === null ? null : (
        <Notice tone="info" title={`The move of ${formatNoun(movedNodes.count, "node")} is not in the patch.`}>
          Another subnet is a change of the node group; the patch holds the settings alone.
        </Notice>
      )}
      {proposal.kind === "unchanged" ? (
        <p className="text-muted">
          The proposal has today’s settings: there is nothing to write. Change one to get a patch.
        </p>
      ) : (
        <SettingTable rows={rows} />
      )}
      {proposal.kind === "refused" ? (
        <RefusalList
          refusals={proposal.refusals}
          onConfirmMinimumAlone={() => setConfirmedMinimum(env[MINIMUM_IP_TARGET] ?? null)}
        />
      ) : null}
      {isCeiling ? <ConfirmedNotice onWithdraw={() => setConfirmedMinimum(null)} /> : null}
      {proposal.kind === "ready" ? (
        <>
          <Files
            proposal={proposal}
            target={target}
            clusters={scope.clusters}
            form={writing.form ?? advised ?? "kubectl"}
            advised={advised ?? null}
            onForm={setForm}
            cluster={writing.cluster}
            onCluster={(cluster) => onWriting({ cluster })}
            addon={addon}
          />
          <PatchWarnings warnings={proposal.warnings} />
          <OwnerAdvice advice={advice} clusterName={target.clusterName} onForm={setForm} />
        </>
      ) : null}
    </div>
  );
}

interface FilesProps {
  readonly proposal: ReadyProposal;
  readonly target: PatchTarget;
  /** Of the scope: a patch goes to one at a time. */
  readonly clusters: readonly string[];
  readonly form: PatchForm;
  /** The form that lasts under the DaemonSet's owner; null where no owner is known. */
  readonly advised: PatchForm | null;
  readonly onForm: (form: PatchForm) => void;
  readonly cluster: string | null;
  readonly onCluster: (cluster: string | null) => void;
  readonly addon: AddonDocument;
}

function Files({ proposal, target, clusters, form, advised, onForm, cluster, onCluster, addon }: FilesProps) {
  const chosen = cluster !== null && clusters.includes(cluster) && isClusterName(cluster) ? cluster : null;
  const tabs = PATCH_FORMS.map((id) => ({
    id,
    label: FORM_WORDS[id].label,
    mark: id === advised ? <span className="ml-1 text-sm font-normal text-accent">advised</span> : null,
  }));
  return (
    <div className="min-w-0">
      {clusters.length < 2 ? null : (
        <label className="mb-2 flex flex-wrap items-center gap-2 text-muted">
          The scope has {clusters.length} clusters; each is patched by itself. Written for
          <select
            value={chosen ?? ""}
            onChange={(event) => onCluster(event.target.value === "" ? null : event.target.value)}
            className="max-w-full rounded border border-line-strong bg-panel px-1.5 py-0.5 text-ink"
          >
            <option value="">any of them</option>
            {clusters.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      <Tabs label="Forms of the change" tabs={tabs} selected={form} onSelect={onForm}>
        {isAddonForm(form) && proposal.current.source !== "addon" ? <AddonDocumentField addon={addon} /> : null}
        <FormView rendered={renderForm(form, proposal, { ...target, clusterName: chosen ?? target.clusterName })} />
      </Tabs>
    </div>
  );
}
