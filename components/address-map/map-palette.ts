import { ADDRESS_CLASSES, type AddressClass } from "@/lib/domain/vpc/address-class";

/** One colour in the byte order of ImageData, opaque. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The look of an address class on the canvas; the same tokens as `.address-fill` in globals.css. */
export interface CellLook {
  readonly fill: Rgb;
  /** Text on the fill. */
  readonly ink: string;
  /** The fill of a cell that is not among the highlighted ones. */
  readonly dimmed: Rgb;
  /** The line of the hatching, or null for a plain class. */
  readonly hatch: Rgb | null;
}

/** All colours of the map, read once per theme from the page's tokens. */
export interface MapPalette {
  readonly classes: Readonly<Record<AddressClass, CellLook>>;
  readonly heat: readonly CellLook[];
  readonly panel: string;
  readonly line: string;
  readonly ink: string;
  readonly muted: string;
  readonly accent: string;
  readonly sans: string;
}

/** Classes whose exact use is uncertain are hatched, on the canvas as in the legend. */
const HATCHED: ReadonlySet<AddressClass> = new Set(["attached", "cidr-reservation", "unknown"]);

const HEAT_STEPS = 10;
const DIMMED_SHARE = 0.16;
const HATCH_FILL_SHARE = 0.55;

/** The custom properties that the palette reads; a test holds them against globals.css. */
export const PALETTE_TOKENS: readonly string[] = [
  ...ADDRESS_CLASSES.flatMap((name) => [`--address-${name}`, `--address-${name}-ink`]),
  ...Array.from({ length: HEAT_STEPS }, (_, step) => [`--heat-${step}`, `--heat-${step}-ink`]).flat(),
  "--panel",
  "--line",
  "--ink",
  "--muted",
  "--accent",
];

/** Reads the palette as it applies to `host` now. Colours are resolved by the browser, so any CSS notation will do. */
export function readPalette(host: HTMLElement): MapPalette {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const resolve = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const panel = resolve("--panel");
  const ground = toRgb(panel);
  const look = (token: string, isHatched: boolean): CellLook => {
    const fill = toRgb(resolve(token));
    return {
      fill,
      ink: resolve(`${token}-ink`),
      dimmed: mix(fill, ground, DIMMED_SHARE),
      hatch: isHatched ? mix(fill, ground, HATCH_FILL_SHARE) : null,
    };
  };
  const palette: MapPalette = {
    classes: Object.fromEntries(
      ADDRESS_CLASSES.map((name) => [name, look(`--address-${name}`, HATCHED.has(name))]),
    ) as Record<AddressClass, CellLook>,
    heat: Array.from({ length: HEAT_STEPS }, (_, step) => look(`--heat-${step}`, false)),
    panel,
    line: resolve("--line"),
    ink: resolve("--ink"),
    muted: resolve("--muted"),
    accent: resolve("--accent"),
    sans: getComputedStyle(host).fontFamily,
  };
  probe.remove();
  return palette;
}

/** Runs `onChange` whenever the page's theme changes, by the system's or by the reader's choice. Returns the stop. */
export function watchTheme(onChange: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(onChange);
  system.addEventListener("change", onChange);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "class"] });
  return () => {
    system.removeEventListener("change", onChange);
    chosen.disconnect();
  };
}

/** `share` of the first colour over the second, 0..1. */
function mix(over: Rgb, under: Rgb, share: number): Rgb {
  const part = (i: 0 | 1 | 2): number => Math.round(over[i] * share + under[i] * (1 - share));
  return [part(0), part(1), part(2)];
}

let pixel: CanvasRenderingContext2D | null = null;

/** Any CSS colour to bytes: painted once and read back, which understands every notation the browser does. */
function toRgb(color: string): Rgb {
  pixel ??= Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", {
    willReadFrequently: true,
  });
  if (pixel === null) return [128, 128, 128];
  pixel.fillStyle = color;
  pixel.fillRect(0, 0, 1, 1);
  const [red = 128, green = 128, blue = 128] = pixel.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
