import type { z } from "zod";
import { invalid, type Parsed } from "@/app/api/_http/query";

/** Far above the largest question: a hundred moments, two hundred subnets. */
const MAX_BODY_CHARACTERS = 100_000;

/** Reads a JSON body by its schema. Another content type is refused: a page of another site could send it unasked. */
export async function parseBody<Schema extends z.ZodObject>(
  schema: Schema,
  request: Request,
): Promise<Parsed<z.output<Schema>>> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim();
  if (type !== "application/json") return invalid("body", "The body is not marked as JSON.", TYPE_REMEDY);
  const text = await request.text();
  if (text.length > MAX_BODY_CHARACTERS) return invalid("body", "The body is too long.", "Ask in smaller parts.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return invalid("body", "The body is no JSON.", "Send an object as /api/openapi.json describes it.");
  }
  const result = schema.safeParse(value);
  if (result.success) return { kind: "valid", value: result.data };
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") || "body";
  return invalid(
    field,
    `${field}: ${issue?.message ?? "cannot be used"}.`,
    "See /api/openapi.json for what it may be.",
  );
}

const TYPE_REMEDY = "Send it with Content-Type: application/json.";
