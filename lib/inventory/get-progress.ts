import "server-only";
import type { ProgressAnswer } from "@/lib/domain/api/health";

/** How far the running collection has come; starts the first one if none ran yet, and never waits for it. */
export declare function getProgress(): Promise<ProgressAnswer>;
