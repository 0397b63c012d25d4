"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState, useTransition } from "react";
import { awaitNewSnapshot, readProgress, requestCollection } from "@/components/shell/await-snapshot";
import { keepPreference, parseRefreshSeconds, REFRESH_COOKIE, REFRESH_INTERVALS } from "@/components/shell/preferences";
import { onRefreshRequest } from "@/components/shell/refresh-request";
import { holdAddress } from "@/components/url-state/query-writer";

/** Calls `refresh` every so many seconds while the tab is visible, and at once when it comes back after longer. */
function useInterval(seconds: number, refresh: () => void) {
  const onDue = useEffectEvent(refresh);
  useEffect(() => {
    if (seconds === 0) return;
    let lastAt = Date.now();
    const tick = () => {
      if (document.hidden || Date.now() - lastAt < seconds * 1000) return;
      lastAt = Date.now();
      onDue();
    };
    const timer = setInterval(tick, 1000);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [seconds]);
}

/** The first page may show a snapshot that was too old and is being replaced: calls `refresh` when its successor is there. */
function useNewerSnapshot(isWanted: boolean, refresh: () => void) {
  const onNewer = useEffectEvent(async () => {
    if (isWanted && (await awaitNewSnapshot())) refresh();
  });
  useEffect(() => void onNewer(), []);
}

/** While the server is away it is looked for so often. */
const LOST_SECONDS = 5;

/** A refresh that takes longer than this may never end: another one need not wait for it. */
const PATIENCE_MS = 10_000;

/**
 * Asks the server for the page's data anew, the address held meanwhile; calls `onDone` when they are on the screen. A server
 * that does not answer is not asked: Next.js would leave the page for the browser's own error, and what it shows be lost.
 * A refresh that is asked for during another one follows it: begun beside it, it would put off what is about to come, another
 * page too, and after a change of the address Next.js would load the page from the start.
 */
function useRefresh(onDone: () => void) {
  const router = useRouter();
  const [isLost, setLost] = useState(false);
  const [isRefreshing, startRefresh] = useTransition();
  const underWay = useRef<{ readonly release: () => void; readonly startedAt: number } | null>(null);
  const isWantedAgain = useRef(false);
  const start = () => {
    underWay.current?.release();
    underWay.current = { release: holdAddress(), startedAt: Date.now() };
    startRefresh(() => router.refresh());
  };
  const refresh = async () => {
    const isThere = (await readProgress()) !== null;
    setLost(!isThere);
    if (!isThere) return;
    if (underWay.current === null || Date.now() - underWay.current.startedAt > PATIENCE_MS) start();
    else isWantedAgain.current = true;
  };
  const onEnd = useEffectEvent(() => {
    if (underWay.current === null) return;
    underWay.current.release();
    underWay.current = null;
    onDone();
    if (!isWantedAgain.current) return;
    isWantedAgain.current = false;
    void refresh();
  });
  useEffect(() => {
    if (!isRefreshing) onEnd();
  }, [isRefreshing]);
  const onRequest = useEffectEvent(refresh);
  useEffect(() => onRefreshRequest(() => void onRequest()), []);
  return { isRefreshing, isLost, refresh } as const;
}

/** Refreshes the page's data: by hand, with `r`, or at an interval that pauses in a hidden tab. */
export function RefreshControl({ initialSeconds }: { readonly initialSeconds: number }) {
  const [seconds, setSeconds] = useState(initialSeconds);
  const [isCollecting, setCollecting] = useState(false);
  const isFollowed = useRef(false);
  const { isRefreshing, isLost, refresh } = useRefresh(async () => {
    if (!isFollowed.current) return;
    isFollowed.current = false;
    if (await awaitNewSnapshot()) await refresh();
  });
  const isPending = isCollecting || isRefreshing;
  const refreshNow = async () => {
    setCollecting(true);
    await requestCollection();
    setCollecting(false);
    await refresh();
  };
  // The server answers from what it has and reads anew when that is too old: look again when the new one is there.
  const refreshByInterval = () => {
    isFollowed.current = true;
    refresh();
  };
  useInterval(isLost && seconds > 0 ? LOST_SECONDS : seconds, refreshByInterval);
  useNewerSnapshot(seconds > 0, refresh);
  const choose = (next: number) => {
    setSeconds(next);
    keepPreference(REFRESH_COOKIE, String(next));
  };
  return (
    <span className="flex items-center gap-1">
      <span role="status" className="text-sm font-medium text-harm">
        {isLost ? "Eniscope does not answer" : ""}
      </span>
      <button
        type="button"
        data-key="r"
        onClick={refreshNow}
        aria-busy={isPending}
        title="Refresh (r)"
        className={`rounded border px-1.5 text-sm hover:border-line-strong hover:text-ink ${isPending ? "border-accent text-accent" : "border-line"}`}
      >
        <svg aria-hidden="true" viewBox="0 0 16 16" className="inline size-3.5 fill-none stroke-current stroke-[1.5]">
          <path d="M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5" />
        </svg>
        <span className="sr-only">Refresh</span>
      </button>
      <label>
        <span className="sr-only">Refresh every</span>
        <select
          value={seconds}
          onChange={(event) => choose(parseRefreshSeconds(event.target.value))}
          title="Refresh every … ; paused while the tab is hidden"
          className="rounded border border-line bg-panel py-0.5 text-sm hover:border-line-strong"
        >
          {REFRESH_INTERVALS.map((interval) => (
            <option key={interval.seconds} value={interval.seconds}>
              {interval.label}
            </option>
          ))}
        </select>
      </label>
    </span>
  );
}
