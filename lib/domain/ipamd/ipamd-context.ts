import { CALL_ADDRESS_LIMIT, type Ec2Port, type ReleasedEntries } from "@/lib/domain/ipamd/ec2-port";
import type { Arrival } from "@/lib/domain/ipamd/held-results";
import type { VisitOrder } from "@/lib/domain/ipamd/visit-order";

/** What ipamd's rules work with beside a node's pool; the buffers hold nothing between two calls. */
export interface IpamdContext {
  readonly ec2: Ec2Port;
  readonly order: VisitOrder;
  /** Where EC2's calls take time: what they grant waits here, else null and the pool has it at once. */
  readonly arrivals: Arrival[] | null;
  readonly granted: Uint32Array;
  readonly devices: Uint8Array;
  readonly entries: Int32Array;
  readonly releasedAddresses: ReleasedEntries;
  readonly releasedPrefixes: ReleasedEntries;
}

/** ENIs that a node can have at most: more than any instance type. */
export const DEVICE_LIMIT = 64;

/** A context with buffers of its own. */
export const createContext = (ec2: Ec2Port, order: VisitOrder, arrivals: Arrival[] | null = null): IpamdContext => ({
  ec2,
  order,
  arrivals,
  granted: new Uint32Array(CALL_ADDRESS_LIMIT + 1),
  devices: new Uint8Array(DEVICE_LIMIT),
  entries: new Int32Array(CALL_ADDRESS_LIMIT),
  releasedAddresses: { addresses: new Uint32Array(CALL_ADDRESS_LIMIT), count: 0 },
  releasedPrefixes: { addresses: new Uint32Array(CALL_ADDRESS_LIMIT), count: 0 },
});
