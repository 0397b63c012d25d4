import type { KeyboardEvent } from "react";

interface SettingFieldProps {
  readonly form: "number" | "flag";
  readonly labelledBy: string;
  readonly describedBy: string | undefined;
  /** Null: unset. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly isChanged?: boolean;
  readonly isInvalid?: boolean;
}

const FLAGS = ["true", "false"];

const LOOK = "w-full min-w-0 rounded border bg-panel px-1.5 py-0.5 text-right placeholder:text-muted";

/** Up and down turn a whole number by one, or by ten with Shift. */
function turned(event: KeyboardEvent, value: string | null): string | null {
  const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return null;
  if (!/^\d*$/.test(value ?? "")) return null;
  const next = Number(value ?? "0") + step * (event.shiftKey ? 10 : 1);
  return next < 0 ? null : String(next);
}

/** A setting's text; an empty field is an unset one. */
export function SettingField(props: SettingFieldProps) {
  const { form, labelledBy, describedBy, value, onChange, isChanged = false, isInvalid = false } = props;
  const look = `${LOOK} ${isChanged ? "border-accent outline outline-accent" : "border-line-strong"}`;
  const shared = {
    "aria-labelledby": labelledBy,
    "aria-describedby": describedBy,
    "aria-invalid": isInvalid || undefined,
    className: look,
  };
  if (form === "flag" && (value === null || FLAGS.includes(value))) {
    return (
      <select
        {...shared}
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
      >
        <option value="">unset</option>
        {FLAGS.map((flag) => (
          <option key={flag}>{flag}</option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...shared}
      type="text"
      value={value ?? ""}
      placeholder={value === "" ? "empty" : "unset"}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
      onKeyDown={(event) => {
        const next = form === "number" ? turned(event, value) : null;
        if (next === null) return;
        event.preventDefault();
        onChange(next);
      }}
    />
  );
}
