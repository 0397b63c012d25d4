import type { Millis } from "@/lib/domain/brand";
import type { Ipv4 } from "@/lib/domain/ip/ipv4";

export type Tags = Readonly<Record<string, string>>;

/** How an ENI hangs on an instance or on a service's hidden host; every part can be missing on the wire. */
export interface EniAttachment {
  readonly attachmentId: string | null;
  readonly instanceId: string | null;
  readonly instanceOwnerId: string | null;
  readonly deviceIndex: number | null;
  /** Absent on older attachments, then 0. */
  readonly networkCardIndex: number;
  readonly status: string | null;
  readonly attachTime: Millis | null;
  readonly deleteOnTermination: boolean | null;
}

/**
 * One ENI as EC2 told it. Text that EC2 left out is null. `interfaceType` and `status` are open text: EC2 sends values
 * that its own SDK does not list (`nat_gateway`, `pending`).
 */
export interface EniRecord {
  readonly id: string | null;
  readonly subnetId: string | null;
  readonly vpcId: string | null;
  readonly availabilityZone: string | null;
  readonly ownerId: string | null;
  readonly description: string | null;
  readonly interfaceType: string | null;
  readonly status: string | null;
  readonly requesterId: string | null;
  readonly requesterManaged: boolean | null;
  readonly operatorManaged: boolean | null;
  readonly operatorPrincipal: string | null;
  readonly securityGroupIds: readonly string[];
  readonly attachment: EniAttachment | null;
  readonly primaryAddress: Ipv4 | null;
  readonly publicAddress: Ipv4 | null;
  /** Secondary private addresses; the primary is not among them. */
  readonly secondaryAddresses: readonly Ipv4[];
  /** First addresses of the delegated /28 prefixes. */
  readonly prefixes: readonly Ipv4[];
  readonly ipv6AddressCount: number;
  readonly ipv6PrefixCount: number;
  readonly tags: Tags;
  /** Addresses and prefixes of the record that could not be read (masked, malformed); they hold an address each all the same. */
  readonly unreadableAddressCount: number;
}

/** An ENI read back from the table: the record, its row, and its addresses as views into the table's arrays. */
export interface Eni extends Omit<EniRecord, "secondaryAddresses" | "prefixes"> {
  readonly row: number;
  readonly secondaryAddresses: Uint32Array;
  readonly prefixes: Uint32Array;
}

type SharedPart = Omit<
  EniRecord,
  "id" | "description" | "attachment" | "primaryAddress" | "publicAddress" | "secondaryAddresses" | "prefixes" | "tags"
>;

/**
 * All ENIs of a snapshot in columns: addresses in typed arrays, repeated text once. `secondaryStart[row]` to
 * `secondaryStart[row + 1]` is the row's range of `secondary`; likewise for prefixes. Primary 0 means none (0.0.0.0 is
 * no ENI's address).
 */
export interface EniTable {
  readonly count: number;
  readonly ids: readonly (string | null)[];
  /** Apart from `shared`, since the CNI writes the instance's id into it. */
  readonly descriptions: readonly (string | null)[];
  readonly shared: readonly SharedPart[];
  readonly sharedIndex: Uint32Array;
  readonly attachments: readonly (EniAttachment | null)[];
  readonly tags: readonly Tags[];
  readonly primary: Uint32Array;
  readonly publicAddress: Uint32Array;
  readonly secondary: Uint32Array;
  readonly secondaryStart: Uint32Array;
  readonly prefix: Uint32Array;
  readonly prefixStart: Uint32Array;
}

/** An ENI without its secondary addresses and prefixes: cheaper to read, enough to tell whose it is. */
export type EniHead = Omit<Eni, "secondaryAddresses" | "prefixes">;

/** Reads one row without its secondary addresses and prefixes; `row` must be 0 to `count - 1`. */
export function eniHeadAt(table: EniTable, row: number): EniHead {
  const shared = table.shared[table.sharedIndex[row] ?? -1];
  if (!shared) throw new RangeError(`no ENI at row ${row} of ${table.count}`);
  // Field by field: spreading would cost a hundred times as much, and this is read for every ENI of the account.
  return {
    row,
    id: table.ids[row] ?? null,
    subnetId: shared.subnetId,
    vpcId: shared.vpcId,
    availabilityZone: shared.availabilityZone,
    ownerId: shared.ownerId,
    description: table.descriptions[row] ?? null,
    interfaceType: shared.interfaceType,
    status: shared.status,
    requesterId: shared.requesterId,
    requesterManaged: shared.requesterManaged,
    operatorManaged: shared.operatorManaged,
    operatorPrincipal: shared.operatorPrincipal,
    securityGroupIds: shared.securityGroupIds,
    ipv6AddressCount: shared.ipv6AddressCount,
    ipv6PrefixCount: shared.ipv6PrefixCount,
    unreadableAddressCount: shared.unreadableAddressCount,
    attachment: table.attachments[row] ?? null,
    primaryAddress: ((table.primary[row] ?? 0) || null) as Ipv4 | null,
    publicAddress: ((table.publicAddress[row] ?? 0) || null) as Ipv4 | null,
    tags: table.tags[row] ?? {},
  };
}

/** The row's secondary addresses, a view into the table. */
export const secondaryAddressesAt = (table: EniTable, row: number): Uint32Array =>
  table.secondary.subarray(table.secondaryStart[row], table.secondaryStart[row + 1]);

/** First addresses of the row's prefixes, a view into the table. */
export const prefixesAt = (table: EniTable, row: number): Uint32Array =>
  table.prefix.subarray(table.prefixStart[row], table.prefixStart[row + 1]);

/** Reads one row; `row` must be 0 to `count - 1`. */
export const eniAt = (table: EniTable, row: number): Eni => ({
  ...eniHeadAt(table, row),
  secondaryAddresses: secondaryAddressesAt(table, row),
  prefixes: prefixesAt(table, row),
});
