import type { ReactNode } from "react";
import { ADDRESS_CLASS_WORDS } from "@/components/ui/address-class-words";
import { Swatch } from "@/components/ui/legend";
import type { AddressStory } from "@/lib/domain/api/subnet";
import type { AddressClass } from "@/lib/domain/vpc/address-class";

/** What is known of one address: its class from the map at once, the rest when its page has been read. */
export interface AddressSubject {
  readonly address: string;
  readonly addressClass: AddressClass;
  /** The /28 it lies in, with its kind. */
  readonly block: string;
  readonly story: AddressStory | null;
  /** Why there is no story yet, or none at all. */
  readonly storyNote: string | null;
  /** What is true of this address in place of its class's usual sentence: a free one may be taken by what is not visible. */
  readonly caveat: string | null;
}

interface StoryDetailsProps {
  readonly subject: AddressSubject;
  /** How ids are shown: plain in a tooltip, with copy buttons and links where it stays. */
  readonly renderId?: (kind: StoryIdKind, id: string) => ReactNode;
}

export type StoryIdKind = "address" | "eni" | "node";

/** The whole story of an address. */
export function StoryDetails({ subject, renderId = plainId }: StoryDetailsProps) {
  const words = ADDRESS_CLASS_WORDS[subject.addressClass];
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="text-base">{renderId("address", subject.address)}</span>
        <span className="inline-flex items-center gap-1.5">
          <Swatch addressClass={subject.addressClass} />
          {words.short}
        </span>
      </p>
      <p className="text-muted">{subject.caveat ?? words.long}</p>
      <dl className="mt-1.5 grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2 gap-y-0.5">
        {subject.story === null ? null : storyRows(subject.story, renderId).map(toRow)}
        {toRow(["block", subject.block])}
      </dl>
      {subject.storyNote === null ? null : <p className="mt-1 text-muted">{subject.storyNote}</p>}
    </div>
  );
}

const plainId = (kind: StoryIdKind, id: string): ReactNode => (kind === "address" ? <b>{id}</b> : id);

type Row = readonly [term: string, detail: ReactNode];

const toRow = ([term, detail]: Row) => (
  <div key={term} className="contents">
    <dt className="text-muted">{term}</dt>
    <dd className="wrap-anywhere">{detail}</dd>
  </div>
);

function storyRows(story: AddressStory, renderId: (kind: StoryIdKind, id: string) => ReactNode): Row[] {
  const rows: Row[] = [];
  if (story.ownerLabel !== "") rows.push(["held by", story.ownerLabel]);
  if (story.eniId !== null) rows.push(["ENI", renderId("eni", story.eniId)]);
  if (story.eniDescription !== null && story.eniDescription !== "") rows.push(["described", story.eniDescription]);
  if (story.deviceIndex !== null) rows.push(["device", String(story.deviceIndex)]);
  if (story.instanceId !== null)
    rows.push([story.clusterName === null ? "instance" : "node", renderId("node", story.instanceId)]);
  if (story.nodeName !== null) rows.push(["named", story.nodeName]);
  if (story.clusterName !== null) rows.push(["cluster", story.clusterName]);
  if (story.prefix !== null) rows.push(["in prefix", story.prefix]);
  if (story.reservationId !== null) rows.push(["reservation", story.reservationId]);
  if (story.publicAddress !== null) rows.push(["public", story.publicAddress]);
  if (story.isLeaked) rows.push(["leaked", "left behind by the VPC CNI, attached to nothing"]);
  if (story.otherEniIds.length > 0) rows.push(["also claimed", `by ${story.otherEniIds.join(", ")}`]);
  return rows;
}

/** The same in one sentence, for a screen reader. */
export function speakStory(subject: AddressSubject): string {
  const { story } = subject;
  const parts = [subject.address, ADDRESS_CLASS_WORDS[subject.addressClass].short];
  if (story !== null) {
    if (story.ownerLabel !== "") parts.push(story.ownerLabel);
    if (story.eniId !== null) parts.push(`ENI ${story.eniId}`);
    if (story.clusterName !== null) parts.push(`cluster ${story.clusterName}`);
    if (story.prefix !== null) parts.push(`in prefix ${story.prefix}`);
    if (story.isLeaked) parts.push("leaked");
  }
  return parts.join(", ");
}
