import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Wish } from "@/lib/domain/patch/difference";
import type { CurrentEnvironment } from "@/lib/domain/patch/environment";
import { isClusterName, isPatchForm, isRegion, PATCH_FORMS, type PatchForm } from "@/lib/domain/patch/form";
import { overwriteAdvice } from "@/lib/domain/patch/overwrite-advice";
import { type Proposal, proposeChange } from "@/lib/domain/patch/proposal";
import { readEnvironment } from "@/lib/domain/patch/read-environment";
import { placeText } from "@/lib/domain/patch/reading-problem";
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
  --format FORM           ${PATCH_FORMS.join(" | ")} (default kubectl)
  --confirm HARM          ${CONFIRMATIONS.join(" | ")}: a refusal that you have read and overrule (repeatable)
  --allow-unknown         take names that the CNI is not known to read
  --instance-type TYPE    a type in use, to be warned where it cannot do what is asked (repeatable)
  --auto-mode             the nodes are those of EKS Auto Mode
  --cluster NAME          the cluster, for the forms and commands that name it
  --region REGION         its Region, for eksctl

Exit code: 0 printed, 1 refused or nothing to change (the reason is on standard error), 2 not understood.`;

class UsageError extends Error {}

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

function readSource(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UsageError(`--from ${path} cannot be read (${code}).`);
  }
}

function readCurrent(path: string | undefined): CurrentEnvironment {
  if (path === undefined) return assumedEnvironment();
  const outcome = readEnvironment(readSource(path));
  if (outcome.kind === "read") return outcome.environment;
  const { message, remedy, place } = outcome.problem;
  throw new UsageError(`--from ${path}${place ? `, ${placeText(place)}` : ""}: ${message} ${remedy}`);
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

function tell(label: string, messages: readonly string[]): void {
  for (const message of messages) console.error(`${label}: ${message}`);
}

function tellRefusals(proposal: Proposal): void {
  if (proposal.kind === "unchanged") tell("nothing to change", ["the environment is so already."]);
  if (proposal.kind === "refused")
    tell(
      "refused",
      proposal.refusals.map(({ message, remedy }) => `${message} ${remedy}`),
    );
}

function print(line: CommandLine): number {
  const form = parseForm(line.format);
  const target = {
    clusterName: checked("--cluster", line.cluster, isClusterName),
    region: checked("--region", line.region, isRegion),
  };
  const current = readCurrent(line.from);
  const proposal = proposeChange({
    current,
    wishes: [...line.set.map(parseWish), ...line.unset.map((name) => ({ name, value: null }))],
    confirmed: line.confirm.map(parseConfirmation),
    allowsUnknown: line["allow-unknown"],
    fleet: parseFleet(line["instance-type"], line["auto-mode"]),
  });
  tell("environment", [current.label]);
  tell(
    "warning",
    proposal.warnings.map((warning) => warning.message),
  );
  tellRefusals(proposal);
  if (proposal.kind !== "ready") return 1;
  const rendered = renderForm(form, proposal, target);
  if (rendered.kind === "inexpressible") {
    tell("refused", [`${rendered.message} ${rendered.remedy}`]);
    return 1;
  }
  tell(
    "effect",
    proposal.effects.map(({ name, before, after }) => `${name} ${spoken(before)} → ${spoken(after)}`),
  );
  tell("note", rendered.notes);
  tell(
    "owner",
    overwriteAdvice(current).map(({ message, evidence }) => `${message} (${evidence})`),
  );
  tell("then run", rendered.commands);
  process.stdout.write(rendered.text);
  return 0;
}

const spoken = ({ text, isLookedAt }: { readonly text: string; readonly isLookedAt: boolean }) =>
  isLookedAt ? text : `${text} (not looked at)`;

function main(args: readonly string[]): number {
  try {
    const line = parseCommandLine(args);
    if (line.help) {
      console.log(USAGE);
      return 0;
    }
    if (line.set.length + line.unset.length === 0) throw new UsageError("Nothing is asked for: give --set or --unset.");
    return print(line);
  } catch (error) {
    const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
    if (!isUsage) throw error;
    console.error(`patch: ${error.message}\nAll options: npm run -s patch -- --help`);
    return 2;
  }
}

// A reader that has seen enough (head, less) closes the pipe; that is no fault of the patch.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

process.exitCode = main(process.argv.slice(2));
