import "server-only";
import { mapTrailRecord } from "@/lib/aws/cloudtrail/map-record";
import { isRecord, textOf } from "@/lib/aws/ec2/record-fields";
import { ID_MEMBERS, SnapshotDraft } from "@/lib/aws/ec2/snapshot-draft";
import type { TrailRecord } from "@/lib/domain/shortage/trail-event";
import type { Ec2Api } from "@/lib/domain/vpc/snapshot";
import { type CaptureFile, utf8Of } from "@/lib/inventory/capture/capture-files";
import { JsonScanner, type ScanListener } from "@/lib/inventory/capture/json-scanner";
import { API_OF_LIST, IPV6_RESERVATIONS, recordsIn, recordsOfList } from "@/lib/inventory/capture/recognise-record";

/** What the files tell of one API beside its records. */
export interface ApiTrace {
  /** Documents that held its list, or records of it. */
  documentCount: number;
  /** Documents whose token says that the listing goes on, and those that say it ends there. */
  continuedCount: number;
  endedCount: number;
  /** Why records are missing; null while none are known to be. */
  cut: string | null;
  newestAt: number;
}

/** The list in the output of `aws cloudtrail lookup-events`. */
const EVENTS = "Events";
/** About 100 MB of text. */
const MOST_EVENTS = 50_000;

const WANTED = new Set([...API_OF_LIST.keys(), EVENTS]);
const SUBNET_IN_NAME = /subnet-[0-9a-f]{8,17}/;

const parse = (text: string): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
};

/** The id of a record of which only the beginning is there. */
const idIn = (rest: string, api: Ec2Api): string | undefined =>
  new RegExp(`"${ID_MEMBERS[api]}"\\s*:\\s*"([\\w.-]+)"`).exec(rest)?.[1];

/** Reads capture files one after another into a draft. */
export class CaptureReader implements ScanListener {
  readonly draft = new SnapshotDraft();
  readonly traces = new Map<Ec2Api, ApiTrace>();
  /** Documents of GetSubnetCidrReservations that are empty and so do not tell their subnet. */
  namelessReservationCount = 0;
  private file: CaptureFile | null = null;
  private apisInDocument = new Set<Ec2Api>();
  private reservationSubnets = new Set<string>();
  private readonly trailRecords: TrailRecord[] = [];
  private droppedEventCount = 0;
  private strangerCount = 0;

  /** What `aws cloudtrail lookup-events` printed. */
  get events(): readonly TrailRecord[] {
    return this.trailRecords;
  }

  async read(file: CaptureFile): Promise<void> {
    this.file = file;
    this.strangerCount = 0;
    const scanner = new JsonScanner(WANTED, this);
    let looksLikeJson = false;
    let isFirst = true;
    for await (const bytes of utf8Of(file.path)) {
      if (isFirst) looksLikeJson = /^\s*[[{]/.test(bytes.subarray(0, 4096).toString("latin1"));
      isFirst = false;
      if (!looksLikeJson) break;
      scanner.push(bytes);
    }
    if (looksLikeJson) scanner.end();
    this.noteFile(file, looksLikeJson);
  }

  element(text: string, list: string | null, number: number): void {
    const place = `${this.file?.name ?? ""}: record ${number}${list === null ? "" : ` of ${list}`}`;
    const parsed = parse(text);
    if (parsed === null) {
      this.draft.defects.note(API_OF_LIST.get(list ?? "") ?? "capture", place, "is no valid JSON");
      return;
    }
    if (list === EVENTS) {
      this.add(null, parsed.value, place);
      return;
    }
    if (list === IPV6_RESERVATIONS) this.tellSubnet(parsed.value);
    const records = list === null ? recordsIn(parsed.value) : recordsOfList(list, [parsed.value]);
    for (const { api, record } of records) this.add(api, record, place);
  }

  document(lists: readonly string[], members: ReadonlyMap<string, string>): void {
    if (lists.length === 0 && this.apisInDocument.size === 0) this.single(members);
    const hasToken = typeof parse(members.get("NextToken") ?? "null")?.value === "string";
    for (const list of lists) {
      const api = API_OF_LIST.get(list);
      if (api) this.apisInDocument.add(api);
    }
    if (this.apisInDocument.has("GetSubnetCidrReservations")) this.endReservations();
    for (const api of this.apisInDocument) {
      const trace = this.traceOf(api);
      trace.documentCount++;
      if (hasToken) trace.continuedCount++;
      else trace.endedCount++;
    }
    this.apisInDocument = new Set();
  }

  cutShort(rest: string, list: string | null, number: number): void {
    const file = this.file?.name ?? "";
    const listApi = API_OF_LIST.get(list ?? "");
    const id = listApi && idIn(rest, listApi);
    const where =
      rest === "" ? file : `${file}: record ${number}${list === null ? "" : ` of ${list}`}${id ? ` (${id})` : ""}`;
    const apis = listApi === undefined ? [...this.apisInDocument] : [listApi];
    this.draft.defects.note(apis[0] ?? "capture", where, "the file is cut short here; what came after it is missing");
    for (const api of apis)
      this.traceOf(api).cut = `${file} is cut short after ${this.draft.recordCount(api)} records.`;
    if (list === null && apis.length === 0) return;
    this.document([], new Map());
  }

  stray(line: number): void {
    this.draft.defects.note("capture", `${this.file?.name ?? ""}: line ${line}`, "is no JSON and was left out");
  }

  /** A document without a wanted list: one record by itself, or something else. */
  private single(members: ReadonlyMap<string, string>): void {
    if (members.size === 0) return;
    const text = `{${[...members].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
    const parsed = parse(text);
    if (parsed === null) this.stray(1);
    else for (const { api, record } of recordsIn(parsed.value)) this.add(api, record, this.file?.name ?? "");
  }

  private add(api: Ec2Api | null, record: unknown, place: string): void {
    // A listing can be of something else under the same name: ELB's Instances are ids only.
    if (api === null) {
      if (!isRecord(record) || record.CloudTrailEvent === undefined) this.strangerCount++;
      else if (this.trailRecords.length < MOST_EVENTS) this.trailRecords.push(mapTrailRecord(record));
      else this.droppedEventCount++;
      return;
    }
    this.apisInDocument.add(api);
    this.traceOf(api);
    this.draft.add(api, record, place);
    if (api === "GetSubnetCidrReservations") this.tellSubnet(record);
  }

  private tellSubnet(reservation: unknown): void {
    const subnetId = isRecord(reservation) ? textOf(reservation, "SubnetId") : null;
    if (subnetId !== null) this.reservationSubnets.add(subnetId);
  }

  /** Which subnet an output of GetSubnetCidrReservations is of: its records say it, else the file's name may. */
  private endReservations(): void {
    const named = SUBNET_IN_NAME.exec(this.file?.name ?? "")?.[0];
    if (this.reservationSubnets.size === 0 && named !== undefined) this.reservationSubnets.add(named);
    if (this.reservationSubnets.size === 0) this.namelessReservationCount++;
    for (const subnetId of this.reservationSubnets) this.draft.reservationsReadFor.add(subnetId);
    this.reservationSubnets = new Set();
  }

  private traceOf(api: Ec2Api): ApiTrace {
    let trace = this.traces.get(api);
    if (!trace) {
      trace = { documentCount: 0, continuedCount: 0, endedCount: 0, cut: null, newestAt: 0 };
      this.traces.set(api, trace);
    }
    trace.newestAt = Math.max(trace.newestAt, this.file?.modifiedAt ?? 0);
    return trace;
  }

  private noteFile(file: CaptureFile, looksLikeJson: boolean): void {
    const { defects } = this.draft;
    if (this.droppedEventCount > 0) {
      defects.note(
        "capture",
        file.name,
        `holds more than ${MOST_EVENTS} events; the rest is left out`,
        this.droppedEventCount,
      );
      this.droppedEventCount = 0;
    }
    const isNamedJson = /\.(json|jsonl|ndjson)$/i.test(file.name);
    if (file.size === 0 && isNamedJson)
      defects.note("capture", file.name, "is empty: the command that wrote it failed");
    else if (!looksLikeJson && isNamedJson) defects.note("capture", file.name, "is no JSON");
    else if (this.strangerCount > 0) {
      defects.note("capture", file.name, "holds records that are none of the six listings", this.strangerCount);
    }
  }
}
