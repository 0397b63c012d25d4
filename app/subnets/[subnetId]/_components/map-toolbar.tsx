import type { MapLevel } from "@/components/address-map/map-scene";

interface MapToolbarProps {
  readonly view: "map" | "table";
  /** What the reader chose a mark to be; null leaves it to the size of the cells. */
  readonly level: MapLevel | null;
  readonly onView: (view: "map" | "table") => void;
  readonly onLevel: (level: MapLevel | null) => void;
}

/** Map or table; on the map, addresses or blocks. */
export function MapToolbar({ view, level, onView, onLevel }: MapToolbarProps) {
  return (
    <>
      <Choice
        label="View"
        options={[
          ["map", "Map"],
          ["table", "Table"],
        ]}
        chosen={view}
        onChoose={onView}
      />
      {view === "table" ? null : (
        <Choice
          label="A mark is"
          options={[
            ["auto", "Auto"],
            ["blocks", "Blocks"],
            ["addresses", "Addresses"],
          ]}
          chosen={level ?? "auto"}
          onChoose={(choice) => onLevel(choice === "auto" ? null : choice)}
        />
      )}
    </>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly (readonly [Value, string])[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

function Choice<Value extends string>({ label, options, chosen, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset className="inline-flex" aria-label={label}>
      {options.map(([value, words]) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === chosen}
          onClick={() => onChoose(value)}
          className="border border-line-strong px-2 py-0.5 text-muted not-first:border-l-0 first:rounded-l last:rounded-r hover:text-ink aria-pressed:bg-ink aria-pressed:text-bg"
        >
          {words}
        </button>
      ))}
    </fieldset>
  );
}
