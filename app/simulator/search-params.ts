import { addonParam } from "@/app/simulator/_inputs/addon-param";
import { environmentParam } from "@/app/simulator/_inputs/environment-link";
import { fieldsParam } from "@/app/simulator/_inputs/fields-param";
import { savedParam } from "@/app/simulator/_inputs/saved-param";
import { GOAL_FIELDS } from "@/components/simulator/recommendation/goal-texts";
import { RESULT_MEASURES, ZOOMS } from "@/components/simulator/results-props";
import { choiceParam, createParam, textParam } from "@/components/url-state/url-param";
import { PATCH_FORMS } from "@/lib/domain/patch/form";

/** What is simulated: one of the three. The server reads it. */
export const scopeParams = { vpc: textParam, subnet: textParam, cluster: textParam };

const timeParam = createParam<number>({
  parse: (text) => {
    const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? null : time;
  },
  serialize: (time) => new Date(time).toISOString(),
});

/** `{ Availability Zone → subnet }` */
const zonesParam = createParam<Readonly<Record<string, string>>>({
  parse: (text) => {
    const pairs = text.split(",").map((pair) => pair.split(":"));
    return pairs.every((pair) => pair.length === 2) ? Object.fromEntries(pairs) : null;
  },
  serialize: (zones) =>
    Object.entries(zones)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([zone, subnet]) => `${zone}:${subnet}`)
      .join(","),
});

/** Everything that a run depends on beside the scope. Numbers are texts as typed. */
export const inputParams = {
  today: environmentParam,
  we: textParam,
  wi: textParam,
  mi: textParam,
  wp: textParam,
  pd: textParam,
  me: textParam,
  cd: textParam,
  cn: textParam,
  sd: textParam,
  /** The ENIConfigs' subnets. */
  eniconfig: zonesParam,
  /** low, middle, high, or a number for every node. */
  pods: textParam.withDefault("middle"),
  churn: fieldsParam(["rate", "life"]),
  burst: fieldsParam(["pods", "nodes", "within", "at"]),
  drain: fieldsParam(["share", "at"]),
  add: fieldsParam(["count", "subnet", "type", "pods", "at", "every"]),
  move: fieldsParam(["count", "subnet", "at", "every"]),
  roll: fieldsParam(["share", "restart", "at"]).withDefault({ share: "10", restart: "30", at: "60" }),
  minutes: textParam.withDefault("60"),
  seed: textParam.withDefault("1"),
  ec2: choiceParam(["assumed", "instant"]).withDefault("assumed"),
  band: choiceParam(["order", "pods", "none"]).withDefault("order"),
};

/** What is set beside the proposal of now, and what better one was searched for. */
export const proposalParams = {
  saved: savedParam.withDefault([]),
  goal: fieldsParam(GOAL_FIELDS),
};

/** How the proposal is written down. */
export const patchParams = {
  /** Absent: the form that is advised. */
  form: choiceParam(PATCH_FORMS),
  /** The cluster that the files name, where the scope has several. */
  for: textParam,
  addon: addonParam,
};

/** When the snapshot was taken on which the link was made. */
export const linkParams = { asof: timeParam };

/** What of the result is looked at. */
export const viewParams = {
  see: textParam,
  node: textParam,
  /** Seconds from the start of the run. */
  at: createParam<number>({
    parse: (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : null),
    serialize: (ms) => String(ms / 1_000),
  }),
  count: choiceParam(RESULT_MEASURES).withDefault("addresses"),
  /** How much of the time the chart shows. */
  zoom: choiceParam(ZOOMS).withDefault("run"),
};

const { add, move, eniconfig } = inputParams;
const { see, node } = viewParams;
const { for: writtenFor } = patchParams;

/** What names subnets, nodes and clusters of one scope; with another scope it could not be run, or would show nothing. */
export const placeParams = { add, move, eniconfig, see, node, for: writtenFor };
