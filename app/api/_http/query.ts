import { z } from "zod";
import type { Problem } from "@/lib/domain/problem";

export type Parsed<Value> =
  | { readonly kind: "valid"; readonly value: Value }
  | { readonly kind: "invalid"; readonly problem: Problem };

export const invalid = (parameter: string, message: string, remedy: string): Parsed<never> => ({
  kind: "invalid",
  problem: { code: "invalid-parameter", message, remedy, retryable: false, parameter },
});

/**
 * Reads a query by its schema. A parameter that the schema does not know is an error too: a misspelt one, ignored,
 * would give an answer to another question. So is one given twice.
 */
export function parseQuery<Schema extends z.ZodObject>(
  schema: Schema,
  query: URLSearchParams,
): Parsed<z.output<Schema>> {
  const known = Object.keys(schema.shape);
  for (const name of new Set(query.keys())) {
    if (!known.includes(name)) {
      const remedy = known.length > 0 ? `Known here: ${known.join(", ")}.` : "This address takes no parameter.";
      return invalid(name, "The query has a parameter that is not known here.", remedy);
    }
    if (query.getAll(name).length > 1) {
      return invalid(name, "The query has a parameter more than once.", `Give ${name} once.`);
    }
  }
  const result = schema.safeParse(Object.fromEntries(query));
  if (result.success) return { kind: "valid", value: result.data };
  const issue = result.error.issues[0];
  const parameter = String(issue?.path[0] ?? known[0]);
  const meaning = schema.shape[parameter] ? z.globalRegistry.get(schema.shape[parameter])?.description : undefined;
  return invalid(
    parameter,
    `The parameter ${parameter} has a value that cannot be used.`,
    `Give ${meaning ?? "another value"}.`,
  );
}

/** Whole numbers in plain decimal text: `Number` would also take "", " 7 " and "1e2". */
export const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(low).max(high))
    .meta({ description: `a whole number, ${low} to ${high}`, type: "integer", minimum: low, maximum: high });
