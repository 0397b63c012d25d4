"use client";

import { type FormEvent, type ReactNode, useId } from "react";
import { GOAL_PATHS, type GoalField, type GoalTexts } from "@/components/simulator/recommendation/goal-texts";
import type { InputProblem } from "@/lib/domain/simulation/simulation-input";

interface GoalFormProps {
  readonly goal: GoalTexts;
  readonly onGoal: (goal: GoalTexts) => void;
  readonly onSearch: () => void;
  /** Of the last search. */
  readonly problems: readonly InputProblem[];
  readonly isSearching: boolean;
}

/** What the settings must stand, as one sentence to fill in. */
export function GoalForm({ goal, onGoal, onSearch, problems, isSearching }: GoalFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch();
  };
  const field = (name: Exclude<GoalField, "prefixes">, label: string, unit: ReactNode) => (
    <NumberField
      label={label}
      unit={unit}
      text={goal[name]}
      problem={problems.find(({ field: path }) => path === GOAL_PATHS[name])?.message ?? null}
      onText={(text) => onGoal({ ...goal, [name]: text })}
    />
  );
  return (
    <form onSubmit={submit} aria-label="Goal of the search" className="flex flex-wrap items-start gap-x-4 gap-y-2">
      {field("pods", "Burst", "pods a node")}
      {field("within", "within", "s")}
      {field("nodes", "on", "nodes at once")}
      {field("wait", "no pod waits over", "s")}
      {field("calls", "at most", "EC2 calls a minute")}
      <label className="flex items-center gap-1.5 py-0.5">
        <input
          type="checkbox"
          checked={goal.prefixes === "yes"}
          onChange={({ target }) => onGoal({ ...goal, prefixes: target.checked ? "yes" : "no" })}
        />
        prefix delegation may be chosen
      </label>
      <button
        type="submit"
        className="rounded bg-ink px-3.5 py-0.5 text-bg hover:opacity-90 disabled:opacity-60"
        disabled={isSearching}
      >
        Search
      </button>
    </form>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly unit: ReactNode;
  readonly text: string;
  readonly problem: string | null;
  readonly onText: (text: string) => void;
}

function NumberField({ label, unit, text, problem, onText }: NumberFieldProps) {
  const id = useId();
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-1.5">
        <label htmlFor={id} className="text-muted">
          {label}
        </label>
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={({ target }) => onText(target.value)}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={`${id}-unit ${id}-problem`}
          className={`w-14 rounded border bg-panel px-1.5 py-0.5 text-right ${problem === null ? "border-line-strong" : "border-harm"}`}
        />
        <span id={`${id}-unit`} className="text-muted">
          {unit}
        </span>
      </div>
      <p id={`${id}-problem`} className="text-sm text-harm empty:hidden">
        {problem}
      </p>
    </div>
  );
}
