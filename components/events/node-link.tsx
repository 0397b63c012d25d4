import { Anchor } from "@/components/ui/anchor";
import { Missing } from "@/components/ui/missing";
import { UnbrokenNames } from "@/components/ui/unbroken-names";
import type { EventCaller } from "@/lib/domain/api/event";

/** Who called: the node's page where the node is still there, else what the event says. */
export function NodeLink({ caller: { instanceId, id, nodeName, isKnownNode } }: { readonly caller: EventCaller }) {
  if (instanceId === null) return id ?? <Missing because="the event names nobody" />;
  const words = nodeName === null || nodeName === instanceId ? instanceId : `${nodeName} (${instanceId})`;
  if (!isKnownNode) {
    return (
      <span title="The instance is not in the snapshot: it is gone, or not visible">
        <UnbrokenNames words={words} /> <span className="text-muted">gone</span>
      </span>
    );
  }
  return (
    <Anchor href={`/nodes/${instanceId}`} className="font-medium text-accent hover:underline">
      <UnbrokenNames words={words} />
    </Anchor>
  );
}
