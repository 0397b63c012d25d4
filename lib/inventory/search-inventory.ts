import "server-only";
import type { SearchAnswer } from "@/lib/domain/api/node";
import { answerFrom } from "@/lib/inventory/answer-from";
import type { Outcome } from "@/lib/inventory/outcome";
import { searchResults } from "@/lib/inventory/search-results";

/**
 * Finds by IP address, CIDR, id or beginning of an id, name or cluster; the best match first, at most `limit` (1 to 100,
 * 20 when absent) of `total`. An empty query finds nothing.
 */
export const searchInventory = (query: string, limit?: number): Promise<Outcome<SearchAnswer["data"]>> =>
  answerFrom((inventory) => searchResults(inventory, query, limit));
