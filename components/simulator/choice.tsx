interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly Value[];
  readonly words: Readonly<Record<Value, string>>;
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export function Choice<Value extends string>({ label, choices, words, chosen, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset aria-label={label} className="inline-flex text-sm">
      {choices.map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === chosen}
          onClick={() => onChoose(choice)}
          className="border border-line-strong px-2 py-0.5 text-muted not-first:border-l-0 first:rounded-l last:rounded-r hover:text-ink aria-pressed:bg-ink aria-pressed:text-bg"
        >
          {words[choice]}
        </button>
      ))}
    </fieldset>
  );
}
