import "server-only";
import type { ApiProblem } from "@/lib/aws/connection/aws-problem";
import { NO_CREDENTIALS } from "@/lib/aws/connection/credential-problem";
import { setUpConnection } from "@/lib/aws/connection/set-up-connection";
import { AccountMemory } from "@/lib/aws/ec2/account-memory";
import type { ReadingContext } from "@/lib/aws/ec2/api-run";
import { type Ec2Connection, openConnection } from "@/lib/aws/ec2/client";
import { RequestBudget } from "@/lib/aws/ec2/request-budget";
import type { TrailSource } from "@/lib/aws/trail-source";
import type { Millis } from "@/lib/domain/brand";
import type { Problem } from "@/lib/domain/problem";
import type { SnapshotSource } from "@/lib/domain/vpc/snapshot";
import { collectDemo, type DemoAccess } from "@/lib/inventory/collect-demo";
import { type Collected, collectSnapshot } from "@/lib/inventory/collect-snapshot";
import { DemoControl } from "@/lib/inventory/demo-control";
import { readAwsEnvironment, type Settings, switchOffInstanceMetadata } from "@/lib/inventory/environment";
import { PRODUCT } from "@/lib/inventory/product";
import { awsTrail, fixedTrail } from "@/lib/inventory/trail/open-trail";

export interface CollectionRequest {
  readonly id: string;
  readonly now: () => Millis;
  readonly signal: AbortSignal;
  readonly onProgress: ReadingContext["onProgress"];
}

/** Where snapshots come from. */
export interface Source {
  /** Null while it is not decided which source it is. */
  readonly description: SnapshotSource | null;
  readonly budget: RequestBudget;
  collect(request: CollectionRequest): Promise<Collected>;
  /** Whether there may be something new since the last collection; absent where only time tells. */
  hasChanged?(): Promise<boolean>;
  /** Where events of calls come from; null while it is not decided, absent where there are none. */
  readonly trail?: TrailSource | null;
  /** Stands for the account in the history where its own id does not: another demonstration has another history. */
  readonly historyAccountId?: string | null;
  /** How the ids of all runs begin, where `historyAccountId` is of this run alone: earlier runs' events are of no use. */
  readonly historyRunsPrefix?: string | null;
  /** Opens the embedded account; absent, or null, with every other source: then there is nothing that can be moved. */
  openDemo?(): Promise<DemoAccess | Problem | null>;
}

/** Requests sent to AWS since the process started. */
export const requestCountOf = ({ budget, trail }: Source): number => budget.sentInTotal + (trail?.requestCount ?? 0);

/** The embedded account is as near as memory, and nobody shares it. */
const DEMO_REQUESTS_PER_SECOND = 10_000;

/** An account's own id is a number, and a capture's begins otherwise. */
const DEMONSTRATION = "demonstration ";

const failed = (problem: Problem): Collected => ({ kind: "failed", problem });

/** The source that the settings name. Opens nothing yet. */
export async function openSource(settings: Settings): Promise<Source> {
  const { source } = settings;
  switch (source.kind) {
    case "demo":
      return demoSource(settings);
    case "aws":
      return new AwsSource(settings);
    case "file": {
      const { CaptureSource } = await import("@/lib/inventory/capture-source");
      return new CaptureSource(source.path);
    }
    case "auto":
      return new AutoSource(settings);
  }
}

/** The account that the SDK's own conventions name. */
class AwsSource implements Source {
  readonly budget: RequestBudget;
  private connection: Ec2Connection | null = null;
  readonly trail: TrailSource;
  private readonly memory = new AccountMemory();

  constructor(settings: Settings) {
    this.budget = new RequestBudget(settings.ec2RequestsPerSecond);
    this.trail = awsTrail(settings);
  }

  get description(): SnapshotSource {
    const { profile, endpointUrl } = readAwsEnvironment();
    const endpoint = this.connection?.facts.endpoint ?? (endpointUrl === null ? null : "another endpoint");
    const parts = [profile === null ? null : `profile ${profile}`, endpoint].filter((part) => part !== null);
    return { kind: "aws", label: parts.join(", ") || "default credentials" };
  }

  async collect(request: CollectionRequest): Promise<Collected> {
    const connection = await this.connect();
    if (!("client" in connection)) return failed(connection);
    const collected = await collectSnapshot({
      ...request,
      connection,
      source: this.description,
      memory: this.memory,
    });
    // The SDK keeps credentials for the client's life; a new client sees renewed ones.
    const problem = collected.kind === "failed" ? collected.problem : collected.setback;
    if (problem?.code.endsWith("-credentials")) this.disconnect();
    return collected;
  }

  /** Credentials and Region are looked for until they are found. */
  async connect(): Promise<Ec2Connection | Problem | ApiProblem> {
    if (this.connection) return this.connection;
    const opened = openConnection({ budget: this.budget, userAgent: PRODUCT, aws: readAwsEnvironment() });
    if (!("client" in opened)) return opened;
    const ready = await setUpConnection(opened);
    if ("client" in ready) this.connection = ready;
    else opened.client.destroy();
    return ready;
  }

  private disconnect(): void {
    this.connection?.client.destroy();
    this.connection = null;
  }
}

/**
 * AWS where credentials resolve, else the demonstration account; decided once, at the first collection. Credentials that
 * are configured and do not work are a problem to be told, not a reason to show something else.
 */
class AutoSource implements Source {
  private chosen: Source | null = null;
  private readonly aws: AwsSource;

  constructor(private readonly settings: Settings) {
    switchOffInstanceMetadata();
    this.aws = new AwsSource(settings);
  }

  get description(): SnapshotSource | null {
    return this.chosen?.description ?? null;
  }

  get budget(): RequestBudget {
    return (this.chosen ?? this.aws).budget;
  }

  get trail(): TrailSource | null {
    return this.chosen?.trail ?? null;
  }

  get historyAccountId(): string | null {
    return this.chosen?.historyAccountId ?? null;
  }

  get historyRunsPrefix(): string | null {
    return this.chosen?.historyRunsPrefix ?? null;
  }

  async collect(request: CollectionRequest): Promise<Collected> {
    this.chosen ??= await this.choose();
    return this.chosen.collect(request);
  }

  /** Not before it is decided that there is no real account. */
  async openDemo(): Promise<DemoAccess | Problem | null> {
    return this.chosen?.openDemo?.() ?? null;
  }

  private async choose(): Promise<Source> {
    const found = await this.aws.connect();
    const pointsNowhere = "awsCode" in found && found.awsCode === NO_CREDENTIALS;
    // Who names an endpoint wants to see that endpoint, and hears what is missing.
    return pointsNowhere && readAwsEnvironment().endpointUrl === null ? demoSource(this.settings) : this.aws;
  }
}

function demoSource(settings: Settings): Source {
  const budget = new RequestBudget(DEMO_REQUESTS_PER_SECOND);
  const description: SnapshotSource = { kind: "demo", label: "demonstration account" };
  const memory = new AccountMemory();
  const startTime = Date.now();
  const { seed, nodeCount } = settings.demo;
  let opening: Promise<DemoAccess | Problem> | null = null;
  const start = async (): Promise<DemoAccess | Problem> => {
    const { startDemoAccount } = await import("@/lib/demo/server");
    const account = await startDemoAccount({ ...settings.demo, startTime });
    const connection = openConnection({ budget, userAgent: PRODUCT, aws: readAwsEnvironment(), fixed: account });
    return "client" in connection ? { control: new DemoControl(account.endpoint), connection } : connection;
  };
  const open = (): Promise<DemoAccess | Problem> => {
    opening ??= start().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  return {
    description,
    budget,
    historyAccountId: `${DEMONSTRATION}${seed}/${nodeCount} of ${new Date(startTime).toISOString()}`,
    historyRunsPrefix: DEMONSTRATION,
    trail: fixedTrail(async () => {
      const access = await open();
      if (!("connection" in access)) return access;
      const { endpoint, region } = access.connection.facts;
      return { endpoint: endpoint ?? "", region: region ?? "" };
    }),
    openDemo: open,
    async collect(request) {
      const access = await open();
      if (!("connection" in access)) return failed(access);
      return collectDemo(access, { ...request, source: description, memory });
    },
  };
}
