interface ZoomButtonsProps {
  readonly canZoomIn: boolean;
  readonly canZoomOut: boolean;
  readonly onZoom: (direction: "in" | "out") => void;
  readonly onWhole: () => void;
}

const BUTTON =
  "min-w-7 border border-line-strong px-2 py-0.5 text-muted first:rounded-l last:rounded-r not-first:border-l-0 enabled:hover:text-ink disabled:text-line-strong";

export function ZoomButtons({ canZoomIn, canZoomOut, onZoom, onWhole }: ZoomButtonsProps) {
  return (
    <fieldset className="inline-flex" aria-label="Zoom">
      <button
        type="button"
        className={BUTTON}
        disabled={!canZoomOut}
        aria-label="Zoom out"
        onClick={() => onZoom("out")}
      >
        −
      </button>
      <button type="button" className={BUTTON} disabled={!canZoomIn} aria-label="Zoom in" onClick={() => onZoom("in")}>
        +
      </button>
      <button type="button" className={BUTTON} disabled={!canZoomOut} onClick={onWhole}>
        whole
      </button>
    </fieldset>
  );
}
