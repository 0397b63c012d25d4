/** What a simulation can be about. */
export const SCOPE_KINDS = ["vpc", "subnet", "cluster"] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];
