import type { AddressPage, AddressStory } from "@/lib/domain/api/subnet";

/** Addresses of one request; pages start at multiples of this. */
export const STORY_PAGE_SIZE = 256;
const KEPT_PAGES = 64;
const WAIT_MS = 60;

/** Reads `[from, from + limit)` of a subnet's addresses; rejects with an Error whose message is for a person. */
export type ReadStories = (fromOffset: number, limit: number, signal: AbortSignal) => Promise<readonly AddressStory[]>;

type PageState =
  | { readonly kind: "reading"; readonly abort: AbortController }
  | { readonly kind: "read"; readonly stories: readonly AddressStory[] }
  | { readonly kind: "failed"; readonly reason: string };

/** What is known of one address now. */
export type StoryState =
  | { readonly kind: "unread" }
  | { readonly kind: "read"; readonly story: AddressStory }
  | { readonly kind: "failed"; readonly reason: string };

const UNREAD: StoryState = { kind: "unread" };

/**
 * The stories of a subnet's addresses, read page by page as the pointer gets there. A request waits a moment, so that a
 * pointer that sweeps over the map asks for nothing, and one that is no longer wanted is aborted.
 */
export class StoryReader {
  readonly #read: ReadStories;
  readonly #pages = new Map<number, PageState>();
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #version = 0;

  constructor(read: ReadStories) {
    this.#read = read;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Grows with every page that arrives. */
  readonly version = (): number => this.#version;

  storyOf(offset: number): StoryState {
    const page = this.#pages.get(Math.floor(offset / STORY_PAGE_SIZE));
    if (page === undefined || page.kind === "reading") return UNREAD;
    if (page.kind === "failed") return page;
    const story = page.stories[offset % STORY_PAGE_SIZE];
    return story === undefined ? UNREAD : { kind: "read", story };
  }

  /** Asks for the pages of `[from, to]`, and for no others that are still on their way. A failed page is asked for anew. */
  want(from: number, to: number): void {
    clearTimeout(this.#timer);
    const first = Math.floor(from / STORY_PAGE_SIZE);
    const last = Math.floor(to / STORY_PAGE_SIZE);
    const wanted = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    if (wanted.every((page) => this.#pages.get(page)?.kind === "read")) return;
    this.#timer = setTimeout(() => this.#start(wanted), WAIT_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const page of this.#pages.values()) if (page.kind === "reading") page.abort.abort();
    this.#pages.clear();
  }

  #start(wanted: readonly number[]): void {
    for (const [number, page] of this.#pages) {
      if (page.kind !== "reading" || wanted.includes(number)) continue;
      page.abort.abort();
      this.#pages.delete(number);
    }
    for (const number of wanted) {
      const kind = this.#pages.get(number)?.kind;
      if (kind !== "read" && kind !== "reading") void this.#readPage(number);
    }
  }

  async #readPage(number: number): Promise<void> {
    const abort = new AbortController();
    this.#pages.set(number, { kind: "reading", abort });
    const page = await this.#read(number * STORY_PAGE_SIZE, STORY_PAGE_SIZE, abort.signal).then(
      (stories): PageState => ({ kind: "read", stories }),
      (error: unknown): PageState => ({ kind: "failed", reason: error instanceof Error ? error.message : "unknown" }),
    );
    if (abort.signal.aborted) return;
    this.#pages.delete(number);
    this.#pages.set(number, page);
    this.#forgetOldest();
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  #forgetOldest(): void {
    for (const number of this.#pages.keys()) {
      if (this.#pages.size <= KEPT_PAGES) return;
      this.#pages.delete(number);
    }
  }
}

/** Reads from this server's own interface; a problem document's message and remedy become the error's message. */
export function readStoriesFrom(subnetId: string, addressAt: (offset: number) => string): ReadStories {
  return async (fromOffset, limit, signal) => {
    const query = new URLSearchParams({ from: addressAt(fromOffset), limit: String(limit) });
    const response = await fetch(`/api/subnets/${subnetId}/addresses?${query}`, { signal });
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(problemWords(body) ?? `The server answered ${response.status}.`);
    return (body as { readonly data: AddressPage }).data.addresses;
  };
}

function problemWords(body: unknown): string | null {
  if (typeof body !== "object" || body === null) return null;
  const detail = "detail" in body ? body.detail : "message" in body ? body.message : null;
  return typeof detail === "string" ? detail : null;
}
