import { parseArgs } from "node:util";
import type { Wish } from "@/lib/domain/patch/difference";
import type { EffectiveValue } from "@/lib/domain/patch/effective-settings";
import type { CurrentEnvironment } from "@/lib/domain/patch/environment";
import {
  isClusterName,
  isPatchForm,
  isRegion,
  PATCH_FORMS,
  type PatchForm,
  type Rendered,
} from "@/lib/domain/patch/form";
import { overwriteAdvice } from "@/lib/domain/patch/overwrite-advice";
import { type Proposal, proposeChange } from "@/lib/domain/patch/proposal";
import { readAddonDocument } from "@/lib/domain/patch/read-configuration";
import { readEnvironment } from "@/lib/domain/patch/read-environment";
import { placeText, type ReadingProblem } from "@/lib/domain/patch/reading-problem";
import { renderForm } from "@/lib/domain/patch/render-form";
import { CONFIRMATIONS, type Confirmation, type Fleet } from "@/lib/domain/patch/rule-facts";
import { assumedEnvironment } from "@/lib/domain/patch/shipped-environment";
import { lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";

const USAGE = `Usage: npm run -s patch -- --set NAME=VALUE … --unset NAME … [options]

Prints a change of the VPC CNI's settings (container aws-node) in one form. The form alone goes to standard output;
reasons, warnings and the commands to run go to standard error.

  --set NAME=VALUE        set a setting (repeatable)
  --unset NAME            take a setting away (repeatable)
  --from FILE             the environment of today: a DaemonSet, its env list, kubectl set env --list, the add-on's
                          configuration values, Helm values or a map, as YAML or JSON; - reads standard input.
                          Without it the manifest shipped with v1.23.1 is assumed.
  --addon-document FILE   the add-on's configuration in force, for the addon, eksctl and terraform forms to be merged into;
                          not needed where --from is that configuration
  --format FORM           ${PATCH_FORMS.join(" | ")} (default kubectl)
  --confirm HARM          ${CONFIRMATIONS.join(" | ")}: a refusal that you have read and overrule (repeatable)
  --allow-unknown         take names that the CNI is not known to read
  --instance-type TYPE    a type in use, to be warned where it cannot do what is asked (repeatable)
  --auto-mode             the nodes are those of EKS Auto Mode
  --cluster NAME          the cluster, for the forms and commands that name it
  --region REGION         its Region, for eksctl

Exit code: 0 printed, 1 refused or nothing to change (the reason is on standard error), 2 not understood.`;

class UsageError extends Error {}

/** What the command needs of its process. */
export interface PatchProcess {
  /** The text of a file, or of standard input for `-`; throws as node:fs does. */
  readonly readText: (path: string) => string;
  readonly writeOut: (text: string) => void;
  readonly writeError: (line: string) => void;
}

function parseWish(text: string): Wish {
  const cut = text.indexOf("=");
  if (cut < 1) throw new UsageError(`--set ${JSON.stringify(text)}: write NAME=VALUE.`);
  return { name: text.slice(0, cut), value: text.slice(cut + 1) };
}

function parseConfirmation(text: string): Confirmation {
  const known = CONFIRMATIONS.find((confirmation) => confirmation === text);
  if (!known) throw new UsageError(`--confirm ${JSON.stringify(text)}: known is ${CONFIRMATIONS.join(", ")}.`);
  return known;
}

function parseForm(text: string): PatchForm {
  if (!isPatchForm(text)) throw new UsageError(`--format ${JSON.stringify(text)}: one of ${PATCH_FORMS.join(", ")}.`);
  return text;
}

function checked(flag: string, text: string | undefined, isValid: (text: string) => boolean): string | null {
  if (text !== undefined && !isValid(text))
    throw new UsageError(`${flag} ${JSON.stringify(text)} is not a valid name.`);
  return text ?? null;
}

function parseFleet(types: readonly string[], isAutoMode: boolean): Fleet | null {
  if (types.length === 0 && !isAutoMode) return null;
  const limits = types.map((type) => {
    const known = lookUpInstanceLimits(type);
    if (!known) throw new UsageError(`--instance-type ${JSON.stringify(type)} is not a type known here.`);
    return known;
  });
  const xen = limits.filter(({ hypervisor, isBareMetal }) => hypervisor !== "nitro" && !isBareMetal);
  return {
    autoModeNodeCount: isAutoMode ? 1 : 0,
    otherNodeCount: isAutoMode ? 0 : 1,
    typesWithoutPrefixes: xen.map(({ instanceType }) => instanceType),
  };
}

function readSource(flag: string, path: string, { readText }: PatchProcess): string {
  try {
    return readText(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`${flag} ${path} cannot be read (${code}).`);
  }
}

function failReading(flag: string, path: string, { message, remedy, place }: ReadingProblem): never {
  throw new UsageError(`${flag} ${path}${place ? `, ${placeText(place)}` : ""}: ${message} ${remedy}`);
}

function readCurrent(path: string | undefined, process: PatchProcess): CurrentEnvironment {
  if (path === undefined) return assumedEnvironment();
  const outcome = readEnvironment(readSource("--from", path, process));
  return outcome.kind === "read" ? outcome.environment : failReading("--from", path, outcome.problem);
}

function withAddonDocument(current: CurrentEnvironment, path: string | undefined, process: PatchProcess) {
  if (path === undefined) return current;
  const outcome = readAddonDocument(readSource("--addon-document", path, process));
  if (outcome.kind === "unreadable") return failReading("--addon-document", path, outcome.problem);
  return {
    ...current,
    addonDocument: outcome.document,
    notices: [...current.notices, ...outcome.notices],
  };
}

function parseCommandLine(args: readonly string[]) {
  const text = { type: "string" } as const;
  const texts = { type: "string", multiple: true, default: [] as string[] } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      set: texts,
      unset: texts,
      from: text,
      "addon-document": text,
      format: { ...text, default: "kubectl" },
      confirm: texts,
      "allow-unknown": flag,
      "instance-type": texts,
      "auto-mode": flag,
      cluster: text,
      region: text,
      help: { ...flag, short: "h" },
    },
  });
  return values;
}

type CommandLine = ReturnType<typeof parseCommandLine>;

const spoken = ({ text, isLookedAt }: EffectiveValue) => (isLookedAt ? text : `${text} (not looked at)`);

/** The lines for standard error, each with what it is. */
function remarks(proposal: Proposal, rendered: Rendered | null, current: CurrentEnvironment): string[] {
  const labelled = (label: string, messages: readonly string[]) => messages.map((message) => `${label}: ${message}`);
  const reason = ({ message, remedy }: { readonly message: string; readonly remedy: string }) => `${message} ${remedy}`;
  return [
    ...labelled("environment", [current.label]),
    ...labelled(
      "warning",
      proposal.warnings.map(({ message }) => message),
    ),
    ...(proposal.kind === "unchanged" ? ["nothing to change: the environment is so already."] : []),
    ...(proposal.kind === "refused" ? labelled("refused", proposal.refusals.map(reason)) : []),
    ...(rendered?.kind === "inexpressible" ? labelled("refused", [reason(rendered)]) : []),
    ...(rendered?.kind === "file" && proposal.kind === "ready"
      ? [
          ...labelled(
            "effect",
            proposal.effects.map(({ name, before, after }) => `${name} ${spoken(before)} → ${spoken(after)}`),
          ),
          ...labelled("note", rendered.notes),
          ...labelled(
            "owner",
            overwriteAdvice(current).map(({ message, evidence }) => `${message} (${evidence})`),
          ),
          ...labelled("then run", rendered.commands),
        ]
      : []),
  ];
}

function answer(line: CommandLine, process: PatchProcess): number {
  const form = parseForm(line.format);
  const target = {
    clusterName: checked("--cluster", line.cluster, isClusterName),
    region: checked("--region", line.region, isRegion),
  };
  const current = withAddonDocument(readCurrent(line.from, process), line["addon-document"], process);
  const proposal = proposeChange({
    current,
    wishes: [...line.set.map(parseWish), ...line.unset.map((name) => ({ name, value: null }))],
    confirmed: line.confirm.map(parseConfirmation),
    allowsUnknown: line["allow-unknown"],
    fleet: parseFleet(line["instance-type"], line["auto-mode"]),
  });
  const rendered = proposal.kind === "ready" ? renderForm(form, proposal, target) : null;
  for (const remark of remarks(proposal, rendered, current)) process.writeError(remark);
  if (rendered?.kind !== "file") return 1;
  process.writeOut(rendered.text);
  return 0;
}

/** What parseArgs throws for an option that it does not know, or that lacks its value. */
const isParseArgsError = (error: unknown): error is Error =>
  error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");

/** `npm run -s patch`: the arguments to an exit code, 0 printed, 1 refused or nothing to change, 2 not understood. */
export function patchCommand(args: readonly string[], process: PatchProcess): number {
  try {
    const line = parseCommandLine(args);
    if (line.help) {
      process.writeOut(`${USAGE}\n`);
      return 0;
    }
    if (line.set.length + line.unset.length === 0) throw new UsageError("Nothing is asked for: give --set or --unset.");
    return answer(line, process);
  } catch (error) {
    const isUsage = error instanceof UsageError || isParseArgsError(error);
    if (!isUsage) throw error;
    process.writeError(`patch: ${error.message}\nAll options: npm run -s patch -- --help`);
    return 2;
  }
}
