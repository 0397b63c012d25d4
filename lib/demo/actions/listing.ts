import type { Action, ActionContext } from "@/lib/demo/actions/context";
import type { TagList } from "@/lib/demo/state/model";
import type { Ordered } from "@/lib/demo/state/ordered-table";
import { Ec2Error } from "@/lib/demo/wire/error";
import { compileFilters, type FilterTable } from "@/lib/demo/wire/filter";
import { readPage, takePage } from "@/lib/demo/wire/page";
import type { Filter, Query } from "@/lib/demo/wire/query";
import { element } from "@/lib/demo/wire/xml";
import type { XmlBytes } from "@/lib/demo/wire/xml-bytes";

/** What sets one Describe action apart from the others. */
export interface Listing<Item extends Ordered> {
  /** The request's parameter for ids, `NetworkInterfaceId`. */
  readonly idsName: string;
  /** The start of every id, `eni`. */
  readonly idPrefix: string;
  /** As EC2 names the id in its error codes and in its messages: `InvalidNetworkInterfaceID`, `networkInterface`. */
  readonly errorCode: string;
  readonly noun: string;
  readonly byId: (context: ActionContext, id: string) => Item | undefined;
  /** Records after a sequence number, in order; may use the filters to look at fewer. */
  readonly after: (context: ActionContext, sequence: number, filters: readonly Filter[]) => Iterable<Item>;
  readonly table: FilterTable<Item>;
  readonly tagsOf: (item: Item) => TagList;
  /** Whether a resource that a service of AWS manages stays out unless IncludeManagedResources is true. */
  readonly isHidden?: (item: Item) => boolean;
  /** Refuses a request that EC2 would not answer in one piece. */
  readonly refuse?: (context: ActionContext, query: Query, filters: readonly Filter[]) => void;
  readonly write: (items: readonly Item[], out: XmlBytes) => void;
}

const BOUNDS = { min: 5, max: 1000 };

/** A Describe action with ids, filters and pages. */
export function listingAction<Item extends Ordered>(listing: Listing<Item>): Action {
  return {
    parameters: [
      listing.idsName,
      "Filter",
      "MaxResults",
      "NextToken",
      "DryRun",
      ...(listing.isHidden ? ["IncludeManagedResources"] : []),
    ],
    run: (query, context, out) => {
      const ids = query.list(listing.idsName);
      const filters = query.filters();
      const page = readPage(query, { bounds: BOUNDS, ids, idsName: listing.idsName, sealer: context.sealer });
      listing.refuse?.(context, query, filters);
      const passes = compileFilters(filters, listing);
      const showsHidden = query.flag("IncludeManagedResources");
      const isShown = (item: Item): boolean => passes(item) && (showsHidden || !listing.isHidden?.(item));
      const source =
        ids.length > 0
          ? findByIds(listing, context, ids).filter((item) => item.sequence > page.after)
          : listing.after(context, page.after, filters);
      const { items, last } = takePage(source, page, isShown);
      const token = last === null ? null : context.sealer.seal(query.listingKey(), last);
      listing.write(items, out);
      out.raw(element("nextToken", token));
    },
  };
}

function findByIds<Item extends Ordered>(
  listing: Listing<Item>,
  context: ActionContext,
  ids: readonly string[],
): Item[] {
  const found = new Set<Item>();
  const missing: string[] = [];
  for (const id of ids) {
    requireId(id, listing.idPrefix, listing.errorCode);
    const item = listing.byId(context, id);
    if (item) found.add(item);
    else missing.push(id);
  }
  if (missing.length > 0) throw notFound(listing.errorCode, listing.noun, missing);
  return [...found].sort((a, b) => a.sequence - b.sequence);
}

/** Refuses text that cannot be an id of that kind: 8 or 17 hexadecimal digits after the prefix. */
export function requireId(id: string, prefix: string, errorCode: string): void {
  const digits = id.startsWith(`${prefix}-`) ? id.slice(prefix.length + 1) : "";
  if (!/^([0-9a-f]{8}|[0-9a-f]{17})$/.test(digits)) {
    throw new Ec2Error(`${errorCode}.Malformed`, `Invalid id: "${id}" (expecting "${prefix}-...")`);
  }
}

export const notFound = (errorCode: string, noun: string, ids: readonly string[]): Ec2Error =>
  new Ec2Error(
    `${errorCode}.NotFound`,
    ids.length === 1 ? `The ${noun} ID '${ids[0]}' does not exist` : `The ${noun} IDs '${ids.join(", ")}' do not exist`,
  );
