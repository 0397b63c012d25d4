interface LinkLike {
  readonly href: string;
  readonly target: string;
  hasAttribute(name: string): boolean;
}

interface ClickLike {
  readonly defaultPrevented: boolean;
  readonly button: number;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

interface Place {
  readonly origin: string;
  readonly pathname: string;
  readonly search: string;
}

/**
 * Where a click on a link leads within the application; null leaves the click to the browser: another tab, a download,
 * another site, the API's files, a place on the same page, or a click that somebody handled already.
 */
export function softTarget(link: LinkLike, click: ClickLike, here: Place): string | null {
  const isPlain =
    !click.defaultPrevented &&
    click.button === 0 &&
    !(click.metaKey || click.ctrlKey || click.shiftKey || click.altKey);
  if (!isPlain || link.href === "" || link.hasAttribute("download") || !/^(_self)?$/.test(link.target)) return null;
  const url = new URL(link.href);
  if (url.origin !== here.origin || url.pathname.startsWith("/api/")) return null;
  if (url.hash !== "" && url.pathname === here.pathname && url.search === here.search) return null;
  return url.pathname + url.search + url.hash;
}
