import { z } from "zod";
import { EC2_ACTIONS } from "@/lib/domain/ipamd/ec2-actions";
import { DEVICE_LIMIT } from "@/lib/domain/ipamd/ipamd-context";
import { POOL_MONITOR_INTERVAL_MS } from "@/lib/domain/ipamd/pool-manager-step";
import { DAY_MS } from "@/lib/domain/time-units";

/** A year and a bit; a typo in the unit of a time is far above. */
const LONGEST_MS = 400 * DAY_MS;

const time = z.int().min(0).max(LONGEST_MS);
const environment = z.record(z.string(), z.string("must be a text: the environment's values are texts"));

const offset = z.int().min(0);
const count = z.int().min(0);

const observedShape = z.object({
  firstStepAt: z
    .int()
    .min(0)
    .max(POOL_MONITOR_INTERVAL_MS - 1),
  enis: z.array(
    z.object({
      device: z
        .int()
        .min(0)
        .max(DEVICE_LIMIT - 1),
      subnet: z.string(),
      isTrunk: z.boolean().optional(),
      isEfa: z.boolean().optional(),
      primaryAddress: offset,
      addresses: z.array(offset),
      prefixes: z.array(offset),
      ageMs: z.int().min(0).optional(),
    }),
  ),
  unmanagedDevices: z
    .array(
      z
        .int()
        .min(0)
        .max(DEVICE_LIMIT - 1),
    )
    .optional(),
  pods: z.array(z.object({ pod: z.int(), device: z.int().min(0), entry: offset })),
});

const ec2Shape = z.object({
  latencyMs: z.partialRecord(z.enum(EC2_ACTIONS), time),
  buckets: z.array(
    z.object({
      actions: z.array(z.enum(EC2_ACTIONS)),
      capacity: z.number().min(1),
      refillPerSecond: z.number().positive(),
    }),
  ),
});

/** The form of a scenario; what must fit together in it is for `parseScenario` to say. Fields it does not know are left out. */
export const scenarioShape = z.object({
  id: z.string(),
  subnets: z
    .array(
      z.object({
        id: z.string(),
        cidr: z.string(),
        preAllocated: z.array(z.tuple([z.int().min(0), z.int().min(1)])),
        roleCni: z.boolean().optional(),
      }),
    )
    .min(1),
  nodes: z.array(
    z.object({
      id: z.string(),
      instanceType: z.string(),
      maxENIs: z.int().min(1),
      ipv4PerENI: z.int().min(2),
      pdSupported: z.boolean(),
      maxPods: z.int().min(1),
      startAt: time,
      subnet: z.string(),
      podSubnet: z.string().optional(),
      observed: observedShape.optional(),
      trunk: z.object({ attachMs: time, maxBranchEnis: count, branchCooldownMs: time }).optional(),
      furtherCards: z.array(z.object({ maxENIs: z.int().min(1).max(DEVICE_LIMIT) })).optional(),
    }),
  ),
  env: environment,
  patch: z
    .object({ at: time, staggerMs: time, env: environment })
    .nullish()
    .transform((patch) => patch ?? null),
  endAt: time,
  events: z.array(
    z.object({
      t: time,
      node: z.int().min(0),
      op: z.enum(["add", "remove"]),
      pod: z.int(),
      branch: z.boolean().optional(),
    }),
  ),
  ec2: ec2Shape.optional(),
});
