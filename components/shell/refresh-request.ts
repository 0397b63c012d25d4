let refresh: (() => void) | null = null;

/** Names what refreshes the page; gives back how to take it away. */
export function onRefreshRequest(listener: () => void): () => void {
  refresh = listener;
  return () => {
    if (refresh === listener) refresh = null;
  };
}

/** Has the page refreshed by the one that refreshes it, so that no two refreshes are on their way at once. */
export function requestRefresh(): void {
  refresh?.();
}
