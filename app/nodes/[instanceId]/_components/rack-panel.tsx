import { NodeRack } from "@/app/nodes/[instanceId]/_components/node-rack";
import { UnusedSlotSign } from "@/components/eni/unused-slot-sign";
import { Legend } from "@/components/ui/legend";
import { Missing } from "@/components/ui/missing";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { NodeDetail, Slot } from "@/lib/domain/api/node";
import { buildRack, type Rack } from "@/lib/domain/geometry/rack";
import { ADDRESS_CLASSES, type AddressClass } from "@/lib/domain/vpc/address-class";
import { formatNoun } from "@/lib/format";

interface RackPanelProps {
  readonly node: NodeDetail;
  readonly markedEniId: string | null;
  readonly enisUnreadBecause: string | null;
  readonly now: number;
}

/** The ENIs with all their places, what the colours mean, and what a link asked for that is not there. */
export function RackPanel({ node, markedEniId, enisUnreadBecause, now }: RackPanelProps) {
  if (enisUnreadBecause !== null) {
    return (
      <Panel title="ENIs">
        <Missing because={enisUnreadBecause} isSpelledOut />
      </Panel>
    );
  }
  const rack = buildRack(node);
  const isMarkedHere = markedEniId === null || node.enis.some(({ eniId }) => eniId === markedEniId);
  return (
    <Panel
      title="ENIs"
      note="one row an interface in device order, one cell a slot; an address leads to its place on the subnet’s map"
    >
      {isMarkedHere ? null : (
        <div className="mb-3">
          <Notice tone="info" title={`${markedEniId} is not attached to this instance now`}>
            It may have been detached or deleted since; search for it to see where it is.
          </Notice>
        </div>
      )}
      {rack.cards.length === 0 ? (
        <p className="text-muted">No ENI is attached to this instance.</p>
      ) : (
        <NodeRack instanceId={node.instanceId} rack={rack} markedEniId={markedEniId} now={now} />
      )}
      {rack.strayBranches.length === 0 ? null : (
        <p className="mt-2 text-muted">
          {formatNoun(rack.strayBranches.length, "further branch ENI")} of a trunk that is not attached any more.
        </p>
      )}
      <Legend classes={classesOf(rack)}>
        {rack.hasPrefixes ? (
          <li className="inline-flex items-center gap-1.5">
            <i aria-hidden="true" className="inline-block h-[11px] w-5 rounded-xs border border-ink" />
            prefix of 16 addresses
          </li>
        ) : null}
        <UnusedSlotSign />
      </Legend>
    </Panel>
  );
}

/** The classes that occur in the rack, in the order of the class list. */
function classesOf(rack: Rack): AddressClass[] {
  const attached = rack.cards.flatMap(({ rows }) => rows).filter((row) => row.kind === "attached");
  const present = new Set(attached.flatMap(({ slots }) => slots.map(classOf)));
  if (attached.some(({ branches }) => branches.length > 0)) present.add("branch");
  return ADDRESS_CLASSES.filter((name) => present.has(name));
}

const classOf = (slot: Slot): AddressClass | null => ("addressClass" in slot ? slot.addressClass : null);
