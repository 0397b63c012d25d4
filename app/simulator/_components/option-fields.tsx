import type { ReactNode } from "react";

interface OptionFieldsProps {
  readonly title: string;
  /** What it means, in a few words. */
  readonly detail: string;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  readonly children: ReactNode;
}

/** Fields that belong together and count only while they are switched on. */
export function OptionFields({ title, detail, isOn, onSwitch, children }: OptionFieldsProps) {
  return (
    <fieldset className="min-w-0 border-t border-line py-2 last:pb-0">
      <legend className="sr-only">{title}</legend>
      <label className="flex items-baseline gap-2">
        <input type="checkbox" checked={isOn} onChange={({ target }) => onSwitch(target.checked)} />
        <span className="whitespace-nowrap">{title}</span>
        <span className="min-w-0 text-sm text-muted">{detail}</span>
      </label>
      {isOn ? <div className="mt-1.5 flex flex-wrap gap-x-3 gap-y-1.5 pl-5.5">{children}</div> : null}
    </fieldset>
  );
}
