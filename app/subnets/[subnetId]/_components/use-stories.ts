"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { readStoriesFrom, StoryReader } from "@/app/subnets/[subnetId]/_components/story-reader";
import { addressAt, type MapModel } from "@/components/address-map/map-model";

/** A reader of the model's stories: a new one for each snapshot, so that no story outlives its map. */
export function useStories(model: MapModel): StoryReader {
  const [held, setHeld] = useState(() => ({ model, reader: readerOf(model) }));
  const { reader } = held;
  if (held.model !== model) setHeld({ model, reader: readerOf(model) });
  useSyncExternalStore(reader.subscribe, reader.version, reader.version);
  useEffect(() => () => reader.close(), [reader]);
  return reader;
}

const readerOf = (model: MapModel): StoryReader =>
  new StoryReader(readStoriesFrom(model.subnetId, (offset) => addressAt(model, offset)));
