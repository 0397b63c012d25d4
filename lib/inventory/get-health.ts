import "server-only";
import type { Health } from "@/lib/domain/api/health";

/** How the process fares: source, age of its data, each API's outcome, the running collection, calls made. */
export declare function getHealth(): Promise<Health>;
