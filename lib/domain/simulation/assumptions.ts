import type { SimulationScope } from "@/lib/domain/api/simulation";
import { ASSUMED_LATENCY_MS } from "@/lib/domain/ipamd/ec2-delays";
import { NODE_GONE_MS, NODE_READY_MS } from "@/lib/domain/simulation/run-nodes";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";

const seconds = (ms: number): string => `${ms / 1_000} s`;

/** What a run takes for granted, in sentences for a person. */
export function assumptionsOf(scope: SimulationScope, input: SimulationInput): string[] {
  return [
    ...(input.isTodayAssumed
      ? [
          "Today's settings are assumed; a node whose ENIs show prefix delegation or custom networking is taken to have it.",
        ]
      : []),
    ...(scope.nodes.some(({ disclosed }) => disclosed)
      ? ["Pods, restarts and the time of each node's looks are as the demonstration account discloses them."]
      : [
          podsSentence(input),
          "Which addresses have a pod is not known: they are placed so that the pools would rest as they are. When each node looks at its pool is drawn.",
          rolloutSentence(input),
        ]),
    ec2Sentence(input),
    ...(scope.subnets.some(({ isUsed, unexplainedAddressCount }) => isUsed && unexplainedAddressCount > 0)
      ? [
          "Addresses that EC2 counts as taken but nothing shows are put at drawn places: how many are free is sure, how many blocks are free is not.",
        ]
      : []),
    ...(input.proposal.movedNodes || input.load.addedNodes
      ? [
          `A new node takes pods ${seconds(NODE_READY_MS)} after its launch; a replaced one gives its addresses back ${seconds(NODE_GONE_MS)} after its pods have left.`,
        ]
      : []),
    "Nothing else in these subnets takes or gives back an address meanwhile, and no other caller uses the account's EC2 tokens.",
  ];
}

function podsSentence({ pods }: SimulationInput): string {
  if (typeof pods === "number") return `Each node has ${pods} pods with an address, or as many as its max pods allow.`;
  const where = pods === "middle" ? "the middle" : `the ${pods} end`;
  return `Each node has the pods at ${where} of the range that its pool allows.`;
}

function rolloutSentence({ rollout }: SimulationInput): string {
  const share = Math.round(rollout.maxUnavailableShare * 1_000) / 10;
  return `The rolling update restarts at most ${share} % of a cluster's nodes at a time, one in ${rollout.restartSeconds} s; ipamd itself is away for no time.`;
}

const ec2Sentence = ({ ec2 }: SimulationInput): string =>
  ec2 === "instant"
    ? "EC2's calls take no time and are never throttled."
    : `EC2 takes ${seconds(ASSUMED_LATENCY_MS.CreateNetworkInterface + ASSUMED_LATENCY_MS.AttachNetworkInterface)} for a new ENI and ${seconds(ASSUMED_LATENCY_MS.AssignPrivateIpAddresses)} for addresses, and makes calls wait for tokens.`;
