/** What a reader sets for themselves, kept in cookies so that the server draws the first paint right. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const THEME_COOKIE = "eniscope-theme";

export const REFRESH_INTERVALS = [
  { seconds: 0, label: "off" },
  { seconds: 30, label: "30 s" },
  { seconds: 60, label: "1 min" },
  { seconds: 300, label: "5 min" },
] as const;
export const REFRESH_COOKIE = "eniscope-refresh";

const YEAR_SECONDS = 31_536_000;

/** An unknown value is the default. */
export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** Seconds between two refreshes, 0 for off; an unknown value is the default of 30. */
export function parseRefreshSeconds(value: string | undefined): number {
  return REFRESH_INTERVALS.find(({ seconds }) => String(seconds) === value)?.seconds ?? 30;
}

/** Keeps a preference for a year, for this site only. */
export function keepPreference(cookie: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is younger than browsers in use
  document.cookie = `${cookie}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
