import "server-only";
import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { RequestBudget } from "@/lib/aws/ec2/request-budget";
import type { TrailSource } from "@/lib/aws/trail-source";
import { millis } from "@/lib/domain/brand";
import type { Problem } from "@/lib/domain/problem";
import { type ApiOutcome, EC2_APIS, type Ec2Api, type SnapshotSource } from "@/lib/domain/vpc/snapshot";
import { assembleSnapshot } from "@/lib/inventory/assemble-snapshot";
import { type CaptureFile, findCaptureFiles, MOST_FILES } from "@/lib/inventory/capture/capture-files";
import { type ApiTrace, CaptureReader } from "@/lib/inventory/capture/capture-reader";
import { CaptureTrail } from "@/lib/inventory/capture/capture-trail";
import type { Collected } from "@/lib/inventory/collect-snapshot";
import type { CollectionRequest, Source } from "@/lib/inventory/source";

const COMMANDS: Readonly<Record<Ec2Api, string>> = {
  DescribeVpcs: "aws ec2 describe-vpcs",
  DescribeSubnets: "aws ec2 describe-subnets",
  DescribeNetworkInterfaces: "aws ec2 describe-network-interfaces",
  DescribeInstances: "aws ec2 describe-instances",
  DescribeInstanceTypes: "aws ec2 describe-instance-types",
  GetSubnetCidrReservations: "aws ec2 get-subnet-cidr-reservations --subnet-id ID",
};

/** The files are looked at no more often, however many people look at the pages. */
const LOOK_AGAIN_AFTER_MS = 1_000;

/** Files with what `aws ec2` printed, in place of an account. Read anew when one of them changes. */
export class CaptureSource implements Source {
  readonly description: SnapshotSource;
  /** Stays unused: a capture costs no request. */
  readonly budget = new RequestBudget(1);
  /** Absent while no file holds events. */
  trail?: TrailSource;
  private readPrint = "";
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly path: string) {
    this.description = { kind: "file", label: path };
  }

  /** Another state of the files is another history. */
  get historyAccountId(): string {
    const digest = createHash("sha256").update(this.readPrint).digest("hex").slice(0, 12);
    return `capture ${this.path} of ${digest}`;
  }

  async hasChanged(): Promise<boolean> {
    const now = performance.now();
    if (now - this.lookedAt < LOOK_AGAIN_AFTER_MS) return false;
    this.lookedAt = now;
    return printOf(await findCaptureFiles(this.path).catch(() => [])) !== this.readPrint;
  }

  async collect({ id, now, signal, onProgress }: CollectionRequest): Promise<Collected> {
    const startedAt = now();
    const found = await this.find();
    if (!Array.isArray(found)) return { kind: "failed", problem: found };
    const reader = new CaptureReader();
    for (const file of found) {
      if (signal.aborted)
        return { kind: "failed", problem: this.problem("took too long to read", "Open a smaller folder.") };
      await reader.read(file).catch((error: unknown) => noteUnreadable(reader, file, error));
      report(reader, onProgress);
      await nextTurn();
    }
    if (reader.traces.size === 0) return { kind: "failed", problem: this.nothingFound(found, reader) };
    tellReservationsApart(reader);
    if (reader.events.length > 0) this.trail = new CaptureTrail(reader.events);
    else delete this.trail;
    const tookMs = now() - startedAt;
    const newestAt = Math.max(...[...reader.traces.values()].map((trace) => trace.newestAt));
    const frame = {
      id,
      takenAt: millis(Math.round(newestAt)),
      tookMs,
      source: this.description,
      region: null,
      apis: outcomesOf(reader, tookMs, Math.round(newestAt)),
    };
    return { kind: "snapshot", snapshot: assembleSnapshot(reader.draft, frame), setback: null };
  }

  private async find(): Promise<CaptureFile[] | Problem> {
    try {
      const files = await findCaptureFiles(this.path);
      this.readPrint = printOf(files);
      if (files.length > MOST_FILES) {
        return this.problem(
          `holds more than ${MOST_FILES} files`,
          "Name the folder of the capture alone in ENISCOPE_SOURCE.",
        );
      }
      return files;
    } catch (error) {
      this.readPrint = "";
      const code = error instanceof Error && "code" in error ? error.code : null;
      if (code === "ENOENT" || code === "ENOTDIR") {
        return this.problem(
          "does not exist",
          "Set ENISCOPE_SOURCE to file: and the path of a file or folder that does.",
        );
      }
      return this.problem(
        code === "EACCES" || code === "EPERM" ? "may not be read" : "cannot be read",
        "Let the user that runs Eniscope read the capture's files and folders.",
      );
    }
  }

  private nothingFound(files: readonly CaptureFile[], reader: CaptureReader): Problem {
    const [first] = reader.draft.defects.toList();
    const looked = files.length === 1 ? "One file was looked at" : `${files.length} files were looked at`;
    return this.problem(
      `holds no output of the six aws ec2 commands (${looked}${first ? `; ${first.where} ${first.problem}` : ""})`,
      `Save their output there, for example \`${COMMANDS.DescribeSubnets} --output json > subnets.json\`.`,
    );
  }

  private problem(what: string, remedy: string): Problem {
    return { code: "capture-unreadable", message: `The capture ${this.path} ${what}.`, remedy, retryable: true };
  }
}

const printOf = (files: readonly CaptureFile[]): string =>
  files.map(({ name, size, modifiedAt }) => `${name}\u0000${size}\u0000${modifiedAt}`).join("\n");

function noteUnreadable(reader: CaptureReader, file: CaptureFile, error: unknown): void {
  if (!(error instanceof Error && "code" in error)) throw error;
  reader.draft.defects.note("capture", file.name, `cannot be read (${String(error.code)})`);
}

function report(reader: CaptureReader, onProgress: CollectionRequest["onProgress"]): void {
  for (const [api, { documentCount }] of reader.traces) {
    onProgress(api, { status: "reading", pageCount: documentCount, itemCount: reader.draft.recordCount(api) });
  }
}

/**
 * An output without reservations does not name its subnet. If there are as many outputs as the capture has subnets with
 * IPv4, every subnet was asked for.
 */
function tellReservationsApart({ draft, namelessReservationCount }: CaptureReader): void {
  const subnets = [...draft.subnets.values()].filter((subnet) => subnet.cidr !== null);
  const namedCount = subnets.filter(({ id }) => draft.reservationsReadFor.has(id)).length;
  if (namelessReservationCount === 0) return;
  if (namedCount + namelessReservationCount >= subnets.length) {
    for (const { id } of subnets) draft.reservationsReadFor.add(id);
    return;
  }
  draft.defects.note(
    "GetSubnetCidrReservations",
    "empty outputs",
    "do not say which subnet they are of; name the file after the subnet's id",
    namelessReservationCount,
  );
}

function outcomesOf(reader: CaptureReader, tookMs: number, newestAt: number): Record<Ec2Api, ApiOutcome> {
  const outcomeOf = (api: Ec2Api): ApiOutcome => {
    const trace = reader.traces.get(api);
    const finishedAt = millis(trace ? Math.round(trace.newestAt) : newestAt);
    const figures = { callCount: 0, itemCount: reader.draft.recordCount(api), tookMs, finishedAt };
    if (!trace) {
      return {
        ...figures,
        status: "absent",
        message: `No file of the capture holds the output of \`${COMMANDS[api]}\`.`,
        remedy: `Save \`${COMMANDS[api]} --output json\` beside the other files.`,
      };
    }
    const missing =
      trace.cut ?? (isContinued(trace) ? "The listing goes on after the pages that were captured." : null);
    if (missing === null) return { ...figures, status: "ok" };
    const remedy = `Capture it again with \`${COMMANDS[api]} --output json\`, without --max-items and --no-paginate.`;
    return { ...figures, status: "failed", code: "capture-unreadable", message: missing, remedy };
  };
  return Object.fromEntries(EC2_APIS.map((api) => [api, outcomeOf(api)])) as Record<Ec2Api, ApiOutcome>;
}

/** Pages saved one by one all carry a token but the last; if all carry one, the last is missing. */
const isContinued = ({ continuedCount, endedCount }: ApiTrace): boolean => continuedCount > 0 && endedCount === 0;
