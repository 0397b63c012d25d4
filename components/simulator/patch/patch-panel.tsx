"use client";

import type { PatchContentProps } from "@/components/simulator/patch/patch-content";
import { late } from "@/components/ui/late";
import { Panel } from "@/components/ui/panel";

// The writer of YAML is as large as the page's other script together: it comes when the panel is shown.
const PatchContent = late(
  async () => (await import("@/components/simulator/patch/patch-content")).PatchContent,
  <p className="min-h-96 text-muted">The writer of patches is on its way.</p>,
);

/** The proposal as files to apply: kubectl, the managed add-on, Helm, eksctl, Terraform. */
export function PatchPanel(props: PatchContentProps) {
  const { clusters } = props.scope;
  return (
    <Panel
      id="patch"
      title="The patch"
      note={
        <>
          what changes against today’s settings · {props.current.label}
          {clusters.length === 1 ? ` · ${clusters[0]}` : ""}
        </>
      }
    >
      <PatchContent {...props} />
    </Panel>
  );
}
