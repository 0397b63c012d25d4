import { type ReactNode, useId } from "react";

const LOOK = "min-w-0 rounded border bg-panel px-1.5 py-0.5";

interface FieldProps {
  readonly label: string;
  /** What cannot be run about it, and why. */
  readonly problem: string | null;
  readonly children: (attributes: FieldAttributes) => ReactNode;
  readonly unit?: string;
}

export interface FieldAttributes {
  readonly id: string;
  readonly "aria-invalid": true | undefined;
  readonly "aria-describedby": string | undefined;
  readonly className: string;
}

/** A labelled input with what is wrong about it under it. */
function Field({ label, problem, unit, children }: FieldProps) {
  const id = useId();
  const problemId = `${id}-problem`;
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
        <label htmlFor={id} className="text-sm text-muted">
          {label}
        </label>
        {children({
          id,
          "aria-invalid": problem === null ? undefined : true,
          "aria-describedby": problem === null ? undefined : problemId,
          className: `${LOOK} ${problem === null ? "border-line-strong" : "border-harm"}`,
        })}
        {unit === undefined ? null : <span className="text-sm text-muted">{unit}</span>}
      </div>
      {problem === null ? null : (
        <p id={problemId} className="text-sm text-harm">
          {problem}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends Omit<FieldProps, "children"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A number as it is typed: what is none is kept, and said to be none. */
export function NumberField({ value, onChange, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {({ className, ...attributes }) => (
        <input
          {...attributes}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className={`${className} w-16 text-right`}
        />
      )}
    </Field>
  );
}

interface ChoiceFieldProps extends Omit<FieldProps, "children"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** `[value, words]` */
  readonly choices: readonly (readonly [string, string])[];
}

/** One of some values; a value of a link that is none of them stays, so that it can be seen. */
export function ChoiceField({ value, onChange, choices, ...field }: ChoiceFieldProps) {
  const isKnown = choices.some(([choice]) => choice === value);
  return (
    <Field {...field}>
      {({ className, ...attributes }) => (
        <select
          {...attributes}
          value={value}
          onChange={({ target }) => onChange(target.value)}
          className={`${className} max-w-full`}
        >
          {isKnown ? null : <option value={value}>{value === "" ? "choose one" : value}</option>}
          {choices.map(([choice, words]) => (
            <option key={choice} value={choice}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
