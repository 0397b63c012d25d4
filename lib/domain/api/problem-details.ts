import { z } from "zod";
import { progressSchema } from "@/lib/domain/api/health";
import { PROBLEM_CODES } from "@/lib/domain/problem";

/** Codes of the HTTP surface itself, beside those of the domain. */
export const HTTP_PROBLEM_CODES = ["collecting", "host-not-allowed", "cross-site", "method-not-allowed"] as const;

/** An error answer as RFC 9457 (problem+json) has it. `code` is the stable name to switch on; sentences may change. */
export const problemDetailsSchema = z.object({
  type: z.literal("about:blank"),
  title: z.string().describe("the HTTP status in words"),
  status: z.int(),
  detail: z.string(),
  code: z.enum([...PROBLEM_CODES, ...HTTP_PROBLEM_CODES]),
  remedy: z.string().describe("what the reader can do about it"),
  parameter: z.string().optional().describe("the parameter at fault, of an invalid-parameter"),
  progress: progressSchema.optional().describe("of collecting: how far the first collection has come"),
});
export type ProblemDetails = z.infer<typeof problemDetailsSchema>;
