import { EniHeading } from "@/components/eni/eni-heading";
import { EniMore } from "@/components/eni/eni-more";
import { RackSlot } from "@/components/eni/rack-slot";
import type { BranchEni } from "@/lib/domain/api/node";
import type { RackRow } from "@/lib/domain/geometry/rack";
import { formatNoun } from "@/lib/format";

const ROW =
  "grid items-start gap-x-4 gap-y-1.5 border-b border-line py-2.5 last:border-0 md:grid-cols-[15rem_minmax(0,1fr)_7rem] lg:grid-cols-[19rem_minmax(0,1fr)_7.5rem]";

interface AttachedRowProps {
  readonly row: Extract<RackRow, { readonly kind: "attached" }>;
  readonly rowIndex: number;
  readonly isMarked: boolean;
  readonly isCompact: boolean;
  /** The network card, where no heading tells it. */
  readonly card: number | null;
  readonly now: number;
}

export function AttachedRow({ row, rowIndex, isMarked, isCompact, card, now }: AttachedRowProps) {
  const { eni } = row;
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: a row of the grid above; its cells take the focus
    <div
      role="row"
      {...(eni.eniId === null ? {} : { id: eni.eniId })}
      {...(isMarked ? { "aria-current": "true" } : {})}
      className={`${ROW} ${isMarked ? "bg-accent-ground outline-2 outline-accent" : ""}`}
    >
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the row's header; its links take the focus */}
      <div role="rowheader" className="min-w-0">
        <EniHeading eni={eni} card={card} now={now} />
        <EniMore eni={eni} />
      </div>
      <div role="presentation" className="flex flex-wrap gap-[3px]">
        {row.slots.map((slot, column) => (
          <RackSlot
            // biome-ignore lint/suspicious/noArrayIndexKey: places have no other identity
            key={column}
            slot={slot}
            place={`${rowIndex}-${column}`}
            isCompact={isCompact}
          />
        ))}
        {row.slots.length === 0 ? <span className="text-muted">carries no IPv4 address</span> : null}
        <Branches branches={row.branches} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: a cell with plain text */}
      <div role="gridcell" className="text-right max-md:text-left">
        {slotWords(eni.usedSlotCount, eni.slotCount)}
      </div>
    </div>
  );
}

const slotWords = (used: number, total: number | null): string =>
  total === 0
    ? ""
    : total === null
      ? `${formatNoun(used, "slot")} used, limit not known`
      : `${used} of ${formatNoun(total, "slot")}`;

function Branches({ branches }: { readonly branches: readonly BranchEni[] }) {
  if (branches.length === 0) return null;
  return (
    <span className="mt-1 flex basis-full flex-wrap items-center gap-[3px]">
      <span className="mr-1 text-sm text-muted">{formatNoun(branches.length, "branch ENI")}:</span>
      {branches.map((branch, i) => (
        <span
          key={branch.eniId ?? i}
          title={[
            branch.eniId,
            branch.address,
            branch.vlanId === null ? null : `VLAN ${branch.vlanId}`,
            branch.subnetId,
          ]
            .filter(Boolean)
            .join(" · ")}
          data-address-class="branch"
          className="address-fill rounded-xs px-1.5 text-[10px] leading-[20px]"
        >
          {branch.address ?? "no address"}
        </span>
      ))}
    </span>
  );
}

interface VacantRowProps {
  readonly row: Extract<RackRow, { readonly kind: "vacant" }>;
  readonly rowIndex: number;
  readonly isCompact: boolean;
}

export function VacantRow({ row, rowIndex, isCompact }: VacantRowProps) {
  const cell = isCompact ? "h-[22px] w-[27px]" : "h-[26px] w-[34px]";
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: a row of the grid above; its cell takes the focus
    <div role="row" className={ROW}>
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the row's header, plain text */}
      <div role="rowheader">
        <b className="font-normal text-muted">{row.deviceIndex} · –</b>
        <p className="text-sm text-muted">not attached</p>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: one cell for all places, since none of them exists yet */}
      <div
        role="gridcell"
        tabIndex={-1}
        data-place={`${rowIndex}-0`}
        aria-label={`not attached, room for ${formatNoun(row.slotCount, "slot")}`}
        className="flex flex-wrap gap-[3px] opacity-45"
      >
        {Array.from({ length: row.slotCount + 1 }, (_, i) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: places have no other identity
            key={i}
            aria-hidden="true"
            className={`shrink-0 rounded-xs border border-dashed border-line-strong ${cell}`}
          />
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: a cell with plain text */}
      <div role="gridcell" className="text-right text-muted max-md:text-left">
        {row.comesWithPod === null ? null : `comes with the ${ordinal(row.comesWithPod)} pod`}
      </div>
    </div>
  );
}

function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens >= 11 && tens <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${suffix}`;
}
