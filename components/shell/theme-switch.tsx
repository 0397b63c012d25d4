"use client";

import { useLayoutEffect, useState } from "react";
import { keepPreference, parseTheme, THEME_COOKIE, THEMES, type Theme } from "@/components/shell/preferences";

const WORDS: Readonly<Record<Theme, string>> = { system: "system", light: "light", dark: "dark" };

/** Chooses the colours; `system` follows the operating system. */
export function ThemeSwitch({ initial }: { readonly initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (next: Theme) => {
    setTheme(next);
    keepPreference(THEME_COOKIE, next);
  };
  // After each answer of the server, too: one that was asked for before the choice brings the colours of then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the server says is on <html> by then
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme, initial]);
  return (
    <label className="flex items-center gap-1">
      <span aria-hidden="true" title="Colours">
        ◐
      </span>
      <span className="sr-only">Colours</span>
      <select
        value={theme}
        onChange={(event) => choose(parseTheme(event.target.value))}
        className="rounded border border-line bg-panel py-0.5 text-sm hover:border-line-strong"
      >
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {WORDS[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
