import type { Route } from "next";
import { type AddressSubject, StoryDetails, type StoryIdKind } from "@/components/address-map/story-details";
import { Anchor } from "@/components/ui/anchor";
import { CopyButton } from "@/components/ui/copy-button";

interface PinnedAddressProps {
  readonly subject: AddressSubject;
  readonly highlightedEni: string | null;
  readonly onHighlightEni: (eniId: string | null) => void;
  readonly onLetGo: () => void;
}

const ID_WORDS: Readonly<Record<StoryIdKind, string>> = { address: "address", eni: "ENI id", node: "instance id" };
const ACTION = "rounded border border-line-strong px-2 py-0.5 hover:bg-sunken";

/** The pinned address: its story with everything to go on from there. */
export function PinnedAddress({ subject, highlightedEni, onHighlightEni, onLetGo }: PinnedAddressProps) {
  const { story } = subject;
  const eniId = story?.eniId ?? null;
  const isHighlighted = eniId !== null && eniId === highlightedEni;
  return (
    <section aria-label="Pinned address">
      <StoryDetails subject={subject} renderId={(kind, id) => <Id kind={kind} id={id} eniId={eniId} />} />
      <div className="mt-2 flex flex-wrap gap-1.5 text-sm">
        {story?.instanceId == null ? null : (
          <Anchor href={nodeHref(story.instanceId, eniId)} className={`${ACTION} text-accent`}>
            Open the ENI rack
          </Anchor>
        )}
        {eniId === null ? null : (
          <button
            type="button"
            aria-pressed={isHighlighted}
            className={ACTION}
            onClick={() => onHighlightEni(isHighlighted ? null : eniId)}
          >
            {isHighlighted ? "Stop highlighting this ENI" : "Highlight this ENI"}
          </button>
        )}
        <button type="button" className={ACTION} onClick={onLetGo}>
          Unpin
        </button>
      </div>
    </section>
  );
}

/** Where an address leads: its node's rack, at its ENI. */
export function nodeHref(instanceId: string, eniId: string | null): Route {
  return (eniId === null ? `/nodes/${instanceId}` : `/nodes/${instanceId}?eni=${eniId}`) as Route;
}

function Id({ kind, id, eniId }: { readonly kind: StoryIdKind; readonly id: string; readonly eniId: string | null }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      {kind === "node" ? (
        <Anchor href={nodeHref(id, eniId)} className="text-accent underline">
          {id}
        </Anchor>
      ) : (
        <span className={kind === "address" ? "font-bold" : ""}>{id}</span>
      )}
      <CopyButton text={id} what={ID_WORDS[kind]} />
    </span>
  );
}
