import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Calls } from "@/components/shell/calls";
import { DemoBanner } from "@/components/shell/demo-banner";
import { Help } from "@/components/shell/help";
import { Keys } from "@/components/shell/keys";
import { parseRefreshSeconds, parseTheme, REFRESH_COOKIE, THEME_COOKIE } from "@/components/shell/preferences";
import { ShellHeader } from "@/components/shell/shell-header";
import { SoftLinks } from "@/components/shell/soft-links";
import { readStore } from "@/lib/inventory/snapshot-store";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Eniscope", template: "%s · Eniscope" },
  description: "Which subnet of this account runs out of addresses next, and what holds them.",
  icons: { icon: "/icon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const [jar, state] = await Promise.all([cookies(), readStore()]);
  const theme = parseTheme(jar.get(THEME_COOKIE)?.value);
  const snapshot = state.kind === "ready" ? state.header : null;
  return (
    <html lang="en" data-theme={theme} data-snapshot={snapshot?.id}>
      <body>
        <a
          href="#main"
          className="absolute top-1 left-1 z-50 -translate-y-20 rounded bg-accent px-3 py-1.5 text-accent-ink focus:translate-y-0"
        >
          Skip to the content
        </a>
        <ShellHeader
          snapshot={snapshot}
          now={Date.now()}
          theme={theme}
          refreshSeconds={parseRefreshSeconds(jar.get(REFRESH_COOKIE)?.value)}
        />
        {snapshot?.source.kind === "demo" ? <DemoBanner /> : null}
        <main
          id="main"
          tabIndex={-1}
          className="grid grid-cols-[minmax(0,1fr)] gap-4 px-5 pt-4 pb-8 outline-none max-sm:px-3"
        >
          {children}
        </main>
        {snapshot === null ? null : <Calls snapshot={snapshot} />}
        <Help />
        <Keys />
        <SoftLinks />
      </body>
    </html>
  );
}
