import { SHORTAGE_WORDS } from "@/components/events/event-words";
import type { ShortageKind } from "@/lib/domain/shortage/shortage-kind";

/** The look of a shortage's kind, as in the timeline, with its name. */
export function ShortageKindMark({ kind }: { readonly kind: ShortageKind }) {
  return (
    <span title={SHORTAGE_WORDS[kind].long} className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <i
        aria-hidden="true"
        data-shortage-kind={kind}
        className="shortage-fill inline-block size-[11px] shrink-0 rounded-xs"
      />
      {SHORTAGE_WORDS[kind].short}
    </span>
  );
}
