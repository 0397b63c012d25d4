import { z } from "zod";
import { ENDPOINTS, type Endpoint } from "@/app/api/_http/endpoints";
import { apiOutcomeSchema, classCountsSchema, snapshotHeaderSchema } from "@/lib/domain/api/common";
import {
  demoBeginSchema,
  demoBegunSchema,
  demoEndedSchema,
  demoEndSchema,
  demoFollowedSchema,
  demoFollowSchema,
  demoStatusSchema,
} from "@/lib/domain/api/demo";
import {
  eventReadingSchema,
  eventsAnswerSchema,
  exportedEventsSchema,
  incidentSchema,
  rawEventAnswerSchema,
  subnetShortagesSchema,
  trailFindingSchema,
} from "@/lib/domain/api/event";
import { healthSchema, progressAnswerSchema, progressSchema } from "@/lib/domain/api/health";
import { nodeAnswerSchema, nodeDetailSchema, nodeEniSchema, searchAnswerSchema } from "@/lib/domain/api/node";
import { problemDetailsSchema } from "@/lib/domain/api/problem-details";
import {
  scopeNodeSchema,
  scopeSubnetSchema,
  simulationScopeAnswerSchema,
  simulationScopeSchema,
} from "@/lib/domain/api/simulation";
import {
  addressMapSchema,
  addressPageSchema,
  addressStorySchema,
  subnetAnswerSchema,
  subnetDetailSchema,
} from "@/lib/domain/api/subnet";
import {
  subnetSummarySchema,
  vpcAnswerSchema,
  vpcDetailSchema,
  vpcListAnswerSchema,
  vpcSummarySchema,
} from "@/lib/domain/api/vpc";
import { version } from "@/package.json";

/** `{ name in the document → schema }`: whatever has a name is referred to, the rest stands where it is used. */
const NAMED = {
  AddressMap: addressMapSchema,
  AddressPage: addressPageSchema,
  AddressStory: addressStorySchema,
  AddressesAnswer: ENDPOINTS.getAddresses.answer,
  ApiOutcome: apiOutcomeSchema,
  ClassCounts: classCountsSchema,
  EventReading: eventReadingSchema,
  EventsAnswer: eventsAnswerSchema,
  ExportedEvents: exportedEventsSchema,
  DemoBegin: demoBeginSchema,
  DemoBegun: demoBegunSchema,
  DemoEnd: demoEndSchema,
  DemoEnded: demoEndedSchema,
  DemoFollow: demoFollowSchema,
  DemoFollowed: demoFollowedSchema,
  DemoStatus: demoStatusSchema,
  Health: healthSchema,
  Incident: incidentSchema,
  NodeAnswer: nodeAnswerSchema,
  NodeDetail: nodeDetailSchema,
  NodeEni: nodeEniSchema,
  ProblemDetails: problemDetailsSchema,
  Progress: progressSchema,
  ProgressAnswer: progressAnswerSchema,
  RawEventAnswer: rawEventAnswerSchema,
  ScopeNode: scopeNodeSchema,
  ScopeSubnet: scopeSubnetSchema,
  SearchAnswer: searchAnswerSchema,
  SimulationScope: simulationScopeSchema,
  SimulationScopeAnswer: simulationScopeAnswerSchema,
  SnapshotHeader: snapshotHeaderSchema,
  SubnetAnswer: subnetAnswerSchema,
  SubnetDetail: subnetDetailSchema,
  SubnetSummary: subnetSummarySchema,
  SubnetShortages: subnetShortagesSchema,
  TrailFinding: trailFindingSchema,
  VpcAnswer: vpcAnswerSchema,
  VpcDetail: vpcDetailSchema,
  VpcListAnswer: vpcListAnswerSchema,
  VpcSummary: vpcSummarySchema,
};

type JsonSchema = Record<string, unknown>;

const referenceTo = (name: string) => `#/components/schemas/${name}`;

function nameOf(schema: z.ZodType): string {
  const entry = Object.entries(NAMED).find(([, named]) => named === schema);
  if (!entry) throw new Error("an endpoint's answer or body has no name in the OpenAPI document");
  return entry[0];
}

/** Leaves out what says nothing: the bounds of every safe integer, and a promise never to add a field. */
function simplify({ jsonSchema }: { jsonSchema: JsonSchema }) {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}

function componentSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: referenceTo, override: simplify });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id: _id, $schema: _dialect, ...schema }]) => [name, schema]),
  );
}

function parametersOf({ pathParameters, query }: AnyEndpoint) {
  const inPath = Object.entries(pathParameters).map(([name, example]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
    example,
  }));
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: "input" });
  const inQuery = Object.entries(properties as Record<string, JsonSchema>).map(
    ([name, { description, ...schema }]) => ({
      name,
      in: "query",
      required: required.includes(name),
      description,
      schema,
    }),
  );
  return [...inPath, ...inQuery];
}

type AnyEndpoint = Endpoint<string, z.ZodObject, z.ZodType>;

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: referenceTo("ProblemDetails") } } },
});

function responsesOf(endpoint: AnyEndpoint) {
  const content = {
    "application/json": { schema: { $ref: referenceTo(nameOf(endpoint.answer)) } },
    ...(endpoint.otherMediaType && { [endpoint.otherMediaType]: { schema: { type: "string" } } }),
  };
  const hasPath = Object.keys(endpoint.pathParameters).length > 0;
  const hasEtag = endpoint.isFromSnapshot && !endpoint.isLive;
  return {
    200: {
      description: "The answer",
      ...(hasEtag && {
        headers: { ETag: { description: "Weak; give it back in If-None-Match", schema: { type: "string" } } },
      }),
      content,
    },
    ...(hasEtag && { 304: { description: "Nothing has changed since the ETag given" } }),
    400: problem("A parameter cannot be used; `parameter` names it"),
    ...Object.fromEntries(
      Object.entries(endpoint.problems ?? {}).map(([status, description]) => [status, problem(description)]),
    ),
    ...((hasPath || endpoint === ENDPOINTS.getSimulationScope) && { 404: problem("The snapshot does not hold it") }),
    500: problem("Eniscope failed"),
    ...(endpoint.isFromSnapshot && {
      502: problem("AWS denied or could not give what the answer needs"),
      503: problem("No snapshot yet (`collecting`, ask again after Retry-After), or none until somebody acts"),
    }),
    ...(endpoint === ENDPOINTS.getHealth && { 503: { description: "No snapshot, and none on its way", content } }),
  };
}

function operationOf(operationId: string, endpoint: AnyEndpoint) {
  return {
    operationId,
    summary: endpoint.summary,
    ...(endpoint.description && { description: endpoint.description }),
    parameters: parametersOf(endpoint),
    ...(endpoint.body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: { $ref: referenceTo(nameOf(endpoint.body)) } } },
      },
    }),
    responses: responsesOf(endpoint),
  };
}

/** The OpenAPI 3.1 document of the API, made from the schemas that type and check the answers. */
export function openApiDocument() {
  const paths: Record<string, JsonSchema> = {};
  for (const [name, endpoint] of Object.entries<AnyEndpoint>(ENDPOINTS)) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operationOf(name, endpoint) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Eniscope",
      version,
      description:
        "What holds the addresses of an EKS account's subnets. Read-only: it changes nothing in AWS; /api/demo moves the " +
        "embedded demonstration account and no other. Every answer carries the snapshot that it was " +
        "made from. A parameter that is not known is an error.",
    },
    paths,
    components: { schemas: componentSchemas() },
  };
}
