import { openApiDocument } from "@/app/api/_http/openapi";

export const GET = () => Response.json(openApiDocument(), { headers: { "Cache-Control": "private, no-cache" } });
