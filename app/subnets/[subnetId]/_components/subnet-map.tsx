"use client";

import { useRouter } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { BlockTable } from "@/app/subnets/[subnetId]/_components/block-table";
import { MapAside } from "@/app/subnets/[subnetId]/_components/map-aside";
import { MapToolbar } from "@/app/subnets/[subnetId]/_components/map-toolbar";
import { nodeHref } from "@/app/subnets/[subnetId]/_components/pinned-address";
import { subjectOf } from "@/app/subnets/[subnetId]/_components/subject";
import { useStories } from "@/app/subnets/[subnetId]/_components/use-stories";
import { mapParams } from "@/app/subnets/[subnetId]/search-params";
import { AddressMapView } from "@/components/address-map/address-map-view";
import { BlockDetails, speakBlock, speakMap } from "@/components/address-map/block-details";
import { emphasisOf } from "@/components/address-map/emphasis";
import { addressAt, offsetOf, toMapModel } from "@/components/address-map/map-model";
import type { MapLevel } from "@/components/address-map/map-scene";
import type { MapStart, MapState } from "@/components/address-map/map-surface";
import { StoryDetails, speakStory } from "@/components/address-map/story-details";
import type { MapFocus } from "@/components/address-map/use-map-surface";
import { useUrlParams } from "@/components/url-state/use-url-params";
import type { AddressMap, AddressStory } from "@/lib/domain/api/subnet";

export interface HeldAddresses {
  /** The ENI's or the instance's id. */
  readonly holder: string;
  readonly offsets: readonly number[];
}

export interface SubnetMapProps {
  readonly map: AddressMap;
  /** Of the address pinned by the URL, read with the page. */
  readonly pinnedStory: AddressStory | null;
  /** What the ENI or instance named in the URL holds, as the server knew the URL; null when none is named. */
  readonly held: HeldAddresses | null;
  readonly unexplainedCount: number;
}

/** Close enough to read the octets, where a link leads to one address of a large subnet. */
const READING_SCALE = 24;

/** Rows that stand in one band at full size, so that the map is no wider than 36rem and the story has room beside it. */
const ONE_BAND_ROWS = 16;
const NARROW_MAP =
  "lg:grid-cols-[minmax(0,36rem)_minmax(0,1fr)] xl:grid-cols-[minmax(0,36rem)_17rem_minmax(0,1fr)] lg:[&>:first-child]:row-span-2 xl:[&>:first-child]:row-span-1";
const WIDE_MAP = "lg:grid-cols-[minmax(0,1fr)_19rem] lg:grid-rows-[auto_1fr] lg:[&>:first-child]:row-span-2";

/** The address map with its legend, the pinned address and the table of blocks; what is seen is in the URL. */
export function SubnetMap({ map, pinnedStory, held, unexplainedCount }: SubnetMapProps) {
  const router = useRouter();
  const [params, setParams] = useUrlParams(mapParams);
  const [focus, setFocus] = useState<MapFocus | null>(null);
  const [shownLevel, setShownLevel] = useState<MapLevel>("addresses");
  const model = useMemo(() => toMapModel(map), [map]);
  const stories = useStories(model);
  const pinned = offsetOf(model, params.address);
  const highlight = params.eni ?? params.node;
  // The URL changes at once, what its holder has comes with the next answer.
  const heldOffsets = held !== null && held.holder === highlight ? held.offsets : null;
  const emphasis = useMemo(() => emphasisOf(model, params.class, heldOffsets), [model, params.class, heldOffsets]);
  const content = useMemo(
    () => ({ model, emphasis, level: params.level, pinned }),
    [model, emphasis, params.level, pinned],
  );
  const [start] = useState((): MapStart => {
    const centre = offsetOf(model, params.at) ?? pinned;
    return { centre, scale: params.zoom ?? (centre === null ? null : READING_SCALE) };
  });

  const subjectAt = (offset: number) =>
    subjectOf({ model, offset, state: stories.storyOf(offset), known: pinnedStory, unexplainedCount });

  const focusOffset = focus?.level === "addresses" ? focus.offset : null;
  useEffect(() => {
    if (focusOffset !== null) stories.want(focusOffset, focusOffset);
  }, [stories, focusOffset]);

  const onPin = (offset: number | null) => {
    if (offset !== null) stories.want(offset, offset);
    setParams({ address: offset === null ? null : addressAt(model, offset) });
  };
  const onOpen = (offset: number) => {
    const { story } = subjectAt(offset);
    if (story?.instanceId != null) router.push(nodeHref(story.instanceId, story.eniId));
  };
  const onSettle = (state: MapState) => {
    setShownLevel(state.level);
    if (state.inSight !== null) stories.want(state.inSight.from, state.inSight.to);
    const next = state.isWhole
      ? { zoom: null, at: null }
      : { zoom: Math.round(state.scale * 10) / 10, at: addressAt(model, state.centre) };
    if (next.zoom !== params.zoom || next.at !== params.at) setParams(next);
  };

  const subject = focus === null || focus.level === "blocks" ? null : subjectAt(focus.offset);
  const toolbar = (
    <MapToolbar
      view={params.view}
      level={params.level}
      onView={(view) => setParams({ view })}
      onLevel={(level) => setParams({ level })}
    />
  );
  if (params.view === "table") return <BlockTable model={model} toolbar={toolbar} />;
  return (
    <div className={`grid gap-x-6 gap-y-4 ${model.cells.rowCount <= ONE_BAND_ROWS ? NARROW_MAP : WIDE_MAP}`}>
      <AddressMapView
        label={`Address map of ${map.cidr}`}
        summary={speakMap(model)}
        content={content}
        start={start}
        onFocus={setFocus}
        onPin={onPin}
        onOpen={onOpen}
        onSettle={onSettle}
        spoken={focus === null ? "" : subject === null ? speakBlock(model, focus.offset) : speakStory(subject)}
        tooltip={
          focus === null ? null : subject === null ? (
            <BlockDetails model={model} offset={focus.offset} />
          ) : (
            <StoryDetails subject={subject} />
          )
        }
        toolbar={toolbar}
      />
      <MapAside
        model={model}
        level={shownLevel}
        chosen={params.class}
        onChoose={(classes) => setParams({ class: classes })}
        unexplainedCount={unexplainedCount}
        highlight={highlight}
        highlightCount={heldOffsets?.length ?? null}
        onHighlightEni={(eni) => setParams({ eni, node: null }, { isReadByServer: true })}
        pinned={pinned === null ? null : subjectAt(pinned)}
        onLetGo={() => onPin(null)}
      />
    </div>
  );
}
