import type { Scenario, ScenarioEvent } from "@/lib/domain/ipamd/scenario";
import type { ScenarioProblem } from "@/lib/domain/ipamd/scenario-problem";

/** Each pod comes once, or is there from the start, and goes at most once, later and on the same node. */
export function eventProblem(scenario: Scenario): ScenarioProblem | null {
  const arrivals = new Map<number, Pick<ScenarioEvent, "t" | "node">>();
  return (
    observedPodProblem(scenario, arrivals) ?? additionProblem(scenario, arrivals) ?? removalProblem(scenario, arrivals)
  );
}

type Arrivals = Map<number, Pick<ScenarioEvent, "t" | "node">>;

function observedPodProblem({ nodes }: Scenario, arrivals: Arrivals): ScenarioProblem | null {
  for (const [node, { observed }] of nodes.entries()) {
    for (const [index, { pod }] of (observed?.pods ?? []).entries()) {
      if (arrivals.has(pod))
        return { path: `nodes[${node}].observed.pods[${index}].pod`, message: `pod ${pod} is there twice` };
      arrivals.set(pod, { t: -1, node });
    }
  }
  return null;
}

function additionProblem({ events, nodes }: Scenario, arrivals: Arrivals): ScenarioProblem | null {
  for (const [index, event] of events.entries()) {
    const path = `events[${index}]`;
    if (event.node >= nodes.length) {
      return {
        path: `${path}.node`,
        message: `there is no node ${event.node}: there are ${nodes.length}, counted from 0`,
      };
    }
    if (event.op === "remove") continue;
    if (arrivals.has(event.pod)) return { path: `${path}.pod`, message: `pod ${event.pod} was added before` };
    if (event.branch === true && !nodes[event.node]?.trunk) {
      return { path: `${path}.branch`, message: `node ${event.node} has no "trunk": its pods get no branch ENI` };
    }
    arrivals.set(event.pod, event);
  }
  return null;
}

function removalProblem({ events }: Scenario, arrivals: Arrivals): ScenarioProblem | null {
  const removed = new Set<number>();
  for (const [index, { op, pod, node, t }] of events.entries()) {
    if (op === "add") continue;
    const path = `events[${index}]`;
    const arrival = arrivals.get(pod);
    if (!arrival) return { path: `${path}.pod`, message: `pod ${pod} is removed, but never added` };
    if (removed.has(pod)) return { path: `${path}.pod`, message: `pod ${pod} is removed twice` };
    if (arrival.node !== node) {
      return { path: `${path}.node`, message: `pod ${pod} was added to node ${arrival.node}, not ${node}` };
    }
    if (arrival.t >= t)
      return { path: `${path}.t`, message: `pod ${pod} must go later than ${arrival.t}, when it comes` };
    removed.add(pod);
  }
  return null;
}
