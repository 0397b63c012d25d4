import "server-only";
import type { Answer } from "@/lib/domain/api/common";
import type { Problem } from "@/lib/domain/problem";
import type { Ec2Api } from "@/lib/domain/vpc/snapshot";

/** How far a running collection has come. */
export interface CollectionProgress {
  readonly startedAt: number;
  readonly apis: readonly {
    readonly api: Ec2Api;
    readonly status: "waiting" | "reading" | "done" | "not-read";
    readonly pageCount: number;
    readonly itemCount: number;
  }[];
}

/** What a use-case gives: data, or the one reason why there is none. */
export type Outcome<Data> =
  | { readonly kind: "ready"; readonly answer: Answer<Data> }
  | { readonly kind: "collecting"; readonly progress: CollectionProgress }
  | { readonly kind: "unavailable"; readonly problem: Problem }
  | { readonly kind: "not-found"; readonly problem: Problem }
  | { readonly kind: "invalid"; readonly problem: Problem };

/** What a use-case that acts gives: what came of it, or why nothing did. */
export type Attempt<Value> =
  | { readonly kind: "done"; readonly value: Value }
  | { readonly kind: "problem"; readonly problem: Problem };
