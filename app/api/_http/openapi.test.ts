import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ENDPOINTS } from "./endpoints";
import { openApiDocument } from "./openapi";

const apiFolder = join(import.meta.dirname, "..");
const document = JSON.parse(JSON.stringify(openApiDocument()));

/** `/api/vpcs/{vpcId}` for each route file of the API. */
const routePaths = readdirSync(apiFolder, { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)route\.ts$/.test(file))
  .map((file) => `/api/${file.replace(/\/route\.ts$/, "")}`.replaceAll("[", "{").replaceAll("]", "}"));

function* nodesOf(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  yield value as Record<string, unknown>;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

describe("openApiDocument", () => {
  it("describes every route there is, and no other", () => {
    const described = Object.keys(document.paths);
    expect(described.toSorted()).toEqual(routePaths.filter((path) => path !== "/api/openapi.json").toSorted());
  });

  it("resolves every reference", () => {
    const references = [...nodesOf(document)].map((node) => node.$ref).filter((ref) => ref !== undefined);
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) {
      expect(reference).toMatch(/^#\/components\/schemas\/\w+$/);
      expect(document.components.schemas).toHaveProperty([String(reference).split("/").at(-1) ?? ""]);
    }
  });

  it("has no schema that nothing refers to", () => {
    const text = JSON.stringify(document);
    const unused = Object.keys(document.components.schemas).filter((name) => !text.includes(`schemas/${name}"`));
    expect(unused).toEqual([]);
  });

  it.each(Object.entries(ENDPOINTS))("describes %s with its parameters and its errors", (name, endpoint) => {
    const operation = document.paths[endpoint.path][endpoint.method];
    expect(operation.operationId).toBe(name);
    const names = operation.parameters.map((parameter: { name: string }) => parameter.name);
    expect(names).toEqual([...Object.keys(endpoint.pathParameters), ...Object.keys(endpoint.query.shape)]);
    const placeholders = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(Object.keys(endpoint.pathParameters)).toEqual(placeholders);
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["200", "400", "500"]));
  });

  it("promises an ETag of what is made from a snapshot alone, and none of events, which come without one", () => {
    const promises = (path: string) => "304" in document.paths[path].get.responses;
    expect(["/api/vpcs", "/api/subnets/{subnetId}"].filter(promises)).toHaveLength(2);
    expect(["/api/events", "/api/events/{eventId}", "/api/events/export", "/api/health"].filter(promises)).toEqual([]);
  });

  it("gives the other form of a file", () => {
    const { content } = document.paths["/api/events/export"].get.responses[200];
    expect(Object.keys(content)).toEqual(["application/json", "text/csv"]);
  });

  it("asks for a search text and for nothing else", () => {
    const required = Object.values(document.paths as Record<string, Record<string, { parameters: Parameter[] }>>)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ parameters }) => parameters)
      .filter((parameter) => parameter.in === "query" && parameter.required);
    expect(required.map(({ name }) => name)).toEqual(["q"]);
  });

  it("gives the bounds of a count as numbers", () => {
    const { parameters } = document.paths["/api/search"].get;
    const limit = parameters.find((parameter: Parameter) => parameter.name === "limit");
    expect(limit.schema).toMatchObject({ type: "integer", minimum: 1, maximum: 100 });
  });

  it("is a 3.1 document without the dialect's own keys inside", () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info.version).toMatch(/^\d+\.\d+\.\d+/);
    expect([...nodesOf(document.components)].some((node) => "$schema" in node || "$id" in node)).toBe(false);
  });
});

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
}
