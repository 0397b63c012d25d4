/** One step of the schema, forward only. A step that has been released is never changed: the next one mends it. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Run in order, in one transaction with all other pending steps. Plain SQL that PostgreSQL 13 and PGlite both know. */
  readonly statements: readonly string[];
}
