import { BLOCK_KIND_WORDS } from "@/components/address-map/block-words";
import { blockKindAt, type MapModel } from "@/components/address-map/map-model";
import { Swatch } from "@/components/ui/legend";
import { BLOCK_KINDS, type BlockKind } from "@/lib/domain/vpc/address-class";
import { formatCount } from "@/lib/format";

const HEAT = ["bg-heat-2", "bg-heat-4", "bg-heat-6", "bg-heat-8"] as const;

/** What the colours of blocks mean, with how many there are of each. */
export function BlockLegend({ model }: { readonly model: MapModel }) {
  const counts = new Map<BlockKind, number>();
  for (let row = 0; row < model.cells.rowCount; row++) {
    const kind = blockKindAt(model, row);
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return (
    <div>
      <h3 className="mb-1 text-sm text-muted">Blocks of 16 (/28)</h3>
      <ul>
        {BLOCK_KINDS.map((kind) => (
          <li key={kind} title={BLOCK_KIND_WORDS[kind]} className="flex items-center gap-2 px-1 py-0.5">
            <BlockSwatch kind={kind} />
            <span className="flex-1">{kind}</span>
            {formatCount(counts.get(kind) ?? 0)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function BlockSwatch({ kind }: { readonly kind: BlockKind }) {
  switch (kind) {
    case "free":
      return <Swatch addressClass="free" />;
    case "reserved":
      return <Swatch addressClass="reserved-by-aws" />;
    case "prefix":
      return (
        <span className="inline-flex outline outline-ink">
          <Swatch addressClass="attached" />
        </span>
      );
    case "full":
      return <i aria-hidden="true" className="inline-block size-[11px] rounded-xs bg-heat-9" />;
    case "fragmented":
      return (
        <span aria-hidden="true" className="inline-flex" title="the more taken, the darker">
          {HEAT.map((step) => (
            <i key={step} className={`inline-block h-[11px] w-[5px] ${step}`} />
          ))}
        </span>
      );
    default:
      return kind satisfies never;
  }
}
