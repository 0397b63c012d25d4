import type { ComponentProps } from "react";

interface ScrollRegionProps extends ComponentProps<"section"> {
  /** What is in it, for assistive technology: the region takes the focus. */
  readonly label: string;
}

/** What scrolls by itself must be reachable by keyboard (WCAG 2.1.1): it takes the focus, and so has a name. */
export function ScrollRegion({ label, ...section }: ScrollRegionProps) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
  return <section aria-label={label} tabIndex={0} {...section} />;
}
