import { answering } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { searchInventory } from "@/lib/inventory/search-inventory";

export const GET = answering(ENDPOINTS.search, ({ query }) => searchInventory(query.q, query.limit));
