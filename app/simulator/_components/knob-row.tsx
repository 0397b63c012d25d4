import { SettingField } from "@/app/simulator/_components/setting-field";
import type { Inputs } from "@/app/simulator/_components/use-inputs";
import { ignoredBecause } from "@/app/simulator/_inputs/ignored-because";
import type { Knob } from "@/app/simulator/_inputs/knobs";
import { BreakableName } from "@/components/ui/breakable-name";
import { valuesOf } from "@/lib/domain/patch/environment";
import { knownSetting } from "@/lib/domain/patch/setting-catalogue";
import { judgeText } from "@/lib/domain/patch/setting-text";
import type { InputProblem } from "@/lib/domain/simulation/simulation-input";

interface KnobRowProps {
  readonly knob: Knob;
  readonly inputs: Inputs;
  readonly problems: readonly InputProblem[];
}

/** A setting today and as proposed, and what ipamd would make of a text that it cannot read. */
export function KnobRow({ knob, inputs, problems }: KnobRowProps) {
  const { name, key, form } = knob;
  const today = valuesOf(inputs.current.entries).get(name) ?? null;
  const asked = inputs.values[key];
  const proposed = asked === null ? today : asked === "" ? null : asked;
  const nameId = `setting-${key}`;
  const noteId = `note-${key}`;
  const notes = [
    ...problems.flatMap(({ field, message }) => (field.endsWith(`.${name}`) ? message : [])),
    ...(proposed === today ? [] : verdictOf(name, proposed)),
    ...verdictOf(name, today).map((note) => `Today ${note}`),
  ];
  const ignored = ignoredBecause(name, inputs.input.today, inputs.input.proposal.env);
  const describedBy = notes.length > 0 || ignored !== null ? noteId : undefined;
  return (
    <>
      <span id={nameId} className="text-sm leading-tight wrap-anywhere" title={knownSetting(name)?.summary}>
        <BreakableName name={name} />
      </span>
      <SettingField
        form={form}
        labelledBy={`${nameId} column-today`}
        describedBy={describedBy}
        value={today}
        onChange={(value) => inputs.setToday(name, value)}
      />
      <SettingField
        form={form}
        labelledBy={`${nameId} column-proposed`}
        describedBy={describedBy}
        value={proposed}
        isChanged={proposed !== today}
        isInvalid={notes.length > 0}
        onChange={(value) => inputs.propose([{ name, value }])}
      />
      {describedBy === undefined ? null : (
        <p id={noteId} className="col-span-3 -mt-0.5 text-sm">
          {ignored === null ? null : (
            <span className="text-warn">
              {ignored}
              {notes.length > 0 ? ". " : ""}
            </span>
          )}
          <span className="text-harm">{notes.join(" ")}</span>
        </p>
      )}
    </>
  );
}

function verdictOf(name: string, text: string | null): string[] {
  const setting = knownSetting(name);
  if (setting === null || text === null) return [];
  const verdict = judgeText(setting, text);
  if (verdict.kind === "fine") return [];
  const what = verdict.kind === "ignored" ? `${verdict.why}: ipamd ignores it in silence` : verdict.why;
  return [`“${text}” ${what}. ${verdict.remedy}`];
}
