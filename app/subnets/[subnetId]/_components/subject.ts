import type { StoryState } from "@/app/subnets/[subnetId]/_components/story-reader";
import { blockWords } from "@/components/address-map/block-words";
import { addressAt, blockCidr, blockKindAt, classAt, type MapModel, rowOf } from "@/components/address-map/map-model";
import type { AddressSubject } from "@/components/address-map/story-details";
import type { AddressStory } from "@/lib/domain/api/subnet";
import type { AddressClass } from "@/lib/domain/vpc/address-class";
import { formatNoun } from "@/lib/format";

interface SubjectInput {
  readonly model: MapModel;
  readonly offset: number;
  readonly state: StoryState;
  /** Read with the page, for the address pinned by the URL. */
  readonly known: AddressStory | null;
  readonly unexplainedCount: number;
}

/** Classes that say it all: there is no holder to wait for. */
const HELD_BY_NOBODY: ReadonlySet<AddressClass> = new Set(["free", "reserved-by-aws", "cidr-reservation"]);

/** Everything that can be said of an address now; the class comes from the map, so it is there at once. */
export function subjectOf({ model, offset, state, known, unexplainedCount }: SubjectInput): AddressSubject {
  const address = addressAt(model, offset);
  const row = rowOf(offset);
  const addressClass = classAt(model, offset);
  const fromPage = known !== null && known.address === address ? known : null;
  return {
    address,
    addressClass,
    block: `${blockCidr(model, row)} · ${blockWords(blockKindAt(model, row), model.usedInBlock[row] ?? 0)}`,
    story: state.kind === "read" ? state.story : fromPage,
    storyNote: fromPage === null && !HELD_BY_NOBODY.has(addressClass) ? noteOf(state) : null,
    caveat:
      addressClass === "free" && unexplainedCount > 0
        ? `No visible ENI holds it. But ${formatNoun(unexplainedCount, "address is", "addresses are")} taken here by what is not visible, and this may be one.`
        : null,
  };
}

function noteOf(state: StoryState): string | null {
  switch (state.kind) {
    case "read":
      return null;
    case "unread":
      return "Reading who holds it …";
    case "failed":
      return `Who holds it could not be read: ${state.reason}`;
    default:
      return state satisfies never;
  }
}
