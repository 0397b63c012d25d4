import "server-only";
import type { ApiProblem } from "@/lib/aws/connection/aws-problem";
import type { Problem } from "@/lib/domain/problem";

interface Connection {
  readonly client: { destroy(): void };
}

/** Opens a connection when it is first needed, and anew once its credentials were refused: the SDK keeps them for a client's life. */
export class KeptConnection<Opened extends Connection> {
  private opening: Promise<Opened | ApiProblem | Problem> | null = null;

  constructor(private readonly open: () => Promise<Opened | ApiProblem | Problem>) {}

  async get(): Promise<Opened | ApiProblem> {
    this.opening ??= this.open();
    const opened = await this.opening;
    if ("client" in opened) return opened;
    this.opening = null;
    return "awsCode" in opened ? opened : { ...opened, awsCode: "", awsMessage: "" };
  }

  /** Another one is opened next time where the problem is one of this connection's credentials. */
  async noteProblem({ code }: Problem): Promise<void> {
    if (!code.endsWith("-credentials")) return;
    const opened = await this.opening;
    this.opening = null;
    if (opened && "client" in opened) opened.client.destroy();
  }
}
