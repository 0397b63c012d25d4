import "server-only";

/** The private addresses of one ENI as they came: a number where the text is an address, the text itself otherwise. */
export class AddressColumn {
  readonly addresses: (number | string | null)[] = [];
  /** `true`, `false`, or null where nothing says whether the address is the primary one. */
  readonly primaryFlags: (string | null)[] = [];

  add(address: number | string | null, primaryFlag: string | null): void {
    this.addresses.push(address);
    this.primaryFlags.push(primaryFlag);
  }
}
