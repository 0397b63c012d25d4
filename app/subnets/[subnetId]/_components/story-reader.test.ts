import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ReadStories, STORY_PAGE_SIZE, StoryReader } from "@/app/subnets/[subnetId]/_components/story-reader";
import type { AddressStory } from "@/lib/domain/api/subnet";

const story = (offset: number): AddressStory => ({
  address: `10.0.${offset >> 8}.${offset & 255}`,
  addressClass: "free",
  serviceKind: null,
  ownerLabel: "",
  eniId: null,
  eniDescription: null,
  instanceId: null,
  nodeName: null,
  clusterName: null,
  deviceIndex: null,
  prefix: null,
  reservationId: null,
  publicAddress: null,
  isLeaked: false,
  otherEniIds: [],
});

interface Request {
  readonly from: number;
  readonly signal: AbortSignal;
  readonly answer: () => void;
  readonly fail: (message: string) => void;
}

/** A server whose answers come when the test says so. */
function server(): { readonly read: ReadStories; readonly requests: Request[] } {
  const requests: Request[] = [];
  const read: ReadStories = (from, limit, signal) =>
    new Promise((resolve, reject) => {
      const stories = Array.from({ length: limit }, (_, i) => story(from + i));
      requests.push({ from, signal, answer: () => resolve(stories), fail: (message) => reject(new Error(message)) });
    });
  return { read, requests };
}

const settle = () => vi.advanceTimersByTimeAsync(100);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("StoryReader", () => {
  test("a page is read once and then answers for all of its addresses", async () => {
    const { read, requests } = server();
    const reader = new StoryReader(read);
    reader.want(5, 5);
    await settle();
    expect(reader.storyOf(5)).toEqual({ kind: "unread" });
    requests[0]?.answer();
    await settle();
    reader.want(200, 200);
    await settle();
    expect(requests.map(({ from }) => from)).toEqual([0]);
    expect(reader.storyOf(200)).toEqual({ kind: "read", story: story(200) });
  });

  test("a pointer that sweeps over many pages asks for the last one only", async () => {
    const { read, requests } = server();
    const reader = new StoryReader(read);
    for (let page = 0; page < 50; page++) reader.want(page * STORY_PAGE_SIZE, page * STORY_PAGE_SIZE);
    await settle();
    expect(requests.map(({ from }) => from)).toEqual([49 * STORY_PAGE_SIZE]);
  });

  test("a stretch over several pages asks for each of them", async () => {
    const { read, requests } = server();
    new StoryReader(read).want(250, 520);
    await settle();
    expect(requests.map(({ from }) => from)).toEqual([0, 256, 512]);
  });

  test("what is no longer wanted is aborted, and can be asked for again", async () => {
    const { read, requests } = server();
    const reader = new StoryReader(read);
    reader.want(0, 0);
    await settle();
    reader.want(9 * STORY_PAGE_SIZE, 9 * STORY_PAGE_SIZE);
    await settle();
    expect(requests[0]?.signal.aborted).toBe(true);
    requests[0]?.answer();
    await settle();
    expect(reader.storyOf(0)).toEqual({ kind: "unread" });
    reader.want(0, 0);
    await settle();
    expect(requests.map(({ from }) => from)).toEqual([0, 9 * STORY_PAGE_SIZE, 0]);
  });

  test("listeners hear of every page that arrives, also of one that failed", async () => {
    const { read, requests } = server();
    const reader = new StoryReader(read);
    const heard = vi.fn();
    const stop = reader.subscribe(heard);
    reader.want(0, 300);
    await settle();
    requests[0]?.answer();
    requests[1]?.fail("The server answered 503.");
    await settle();
    expect(heard).toHaveBeenCalledTimes(2);
    expect(reader.storyOf(300)).toEqual({ kind: "failed", reason: "The server answered 503." });
    stop();
  });

  test("a failed page is asked for anew when it is wanted again", async () => {
    const { read, requests } = server();
    const reader = new StoryReader(read);
    reader.want(0, 0);
    await settle();
    requests[0]?.fail("down");
    await settle();
    reader.want(0, 0);
    await settle();
    requests[1]?.answer();
    await settle();
    expect(reader.storyOf(0).kind).toBe("read");
  });

  test("no more than 64 pages are kept, the oldest go first", async () => {
    const { read, requests } = server();
    const reader = new StoryReader(read);
    for (let page = 0; page < 70; page++) {
      reader.want(page * STORY_PAGE_SIZE, page * STORY_PAGE_SIZE);
      await settle();
      requests[page]?.answer();
      await settle();
    }
    const kept = Array.from({ length: 70 }, (_, page) => reader.storyOf(page * STORY_PAGE_SIZE).kind === "read");
    expect(kept.filter(Boolean)).toHaveLength(64);
    expect(kept.indexOf(true)).toBe(6);
  });

  test("closing aborts what is on its way and forgets the rest", async () => {
    const { read, requests } = server();
    const reader = new StoryReader(read);
    reader.want(0, 0);
    await settle();
    reader.close();
    expect(requests[0]?.signal.aborted).toBe(true);
    expect(reader.storyOf(0)).toEqual({ kind: "unread" });
  });
});
