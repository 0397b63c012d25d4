import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AccountEndpoint, type EndpointOptions } from "@/lib/demo/account-endpoint";
import { ACTION_NAMES } from "@/lib/demo/actions/answer";
import { ACCOUNT_ID, REGION } from "@/lib/demo/state/account";
import { TRAIL_ACTION } from "@/lib/demo/trail/trail-endpoint";

export interface DemoAccountOptions extends EndpointOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
}

export interface DemoAccount {
  readonly endpoint: string;
  readonly accountId: string;
  readonly region: string;
  close(): Promise<void>;
}

export const NODE_COUNT_BOUNDS = { min: 10, max: 50_000 };
export const ACTIONS: readonly string[] = [...ACTION_NAMES, TRAIL_ACTION];

/**
 * Starts an embedded AWS account: an HTTP endpoint that speaks EC2's query protocol and CloudTrail's JSON protocol to any
 * client, whatever its credentials, and beside them takes the control's requests at /_demo/. Rejects with the system's
 * error when the port cannot be had.
 */
export async function startDemoAccount(options: DemoAccountOptions): Promise<DemoAccount> {
  const { min, max } = NODE_COUNT_BOUNDS;
  if (!Number.isInteger(options.nodeCount) || options.nodeCount < min || options.nodeCount > max) {
    throw new RangeError(`nodeCount must be a whole number of ${min} to ${max}, not ${options.nodeCount}`);
  }
  const host = options.host ?? "127.0.0.1";
  const server = createServer(new AccountEndpoint(options, host).listener);
  server.requestTimeout = 30_000;
  await listen(server, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    accountId: ACCOUNT_ID,
    region: REGION,
    close: () => close(server),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
