import { describe, expect, it } from "vitest";
import type { CandidatePoint, Recommendation, RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { namesOf, reasonsAgainst, whyOf } from "@/lib/domain/simulation/recommendation-words";

const goal: RecommendationGoal = {
  podsPerNode: 5,
  withinSeconds: 10,
  burstNodes: 2,
  maxWaitSeconds: 10,
  maxCallsPerMinute: 100,
  allowsPrefixes: false,
};

const point = (parts: Partial<CandidatePoint>): CandidatePoint => ({
  settings: { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: null },
  env: {},
  heldAddresses: 1_200,
  waitSeconds: 4,
  callsPerMinute: 30,
  meets: true,
  because: [],
  isOnFront: true,
  ...parts,
});

const facts = { goal, burst: { nodeCount: 2, podCount: 10 }, nodeCount: 100 };
const why = (parts: Partial<Recommendation>, of: Partial<typeof facts> = {}): string =>
  whyOf(
    { points: [point({})], today: point({ heldAddresses: 3_000 }), pick: point({}), ...parts },
    { ...facts, ...of },
  );

describe("why settings do not meet a goal", () => {
  const figures = { heldAddresses: 1, waitSeconds: 10, unservedPods: 0, callsPerMinute: 100 };

  it.each([
    ["nothing at the very limits", {}, []],
    ["a wait", { waitSeconds: 10.26 }, ["A pod waits 10.3 s for its address, more than 10 s."]],
    ["calls", { callsPerMinute: 1_101 }, ["The busiest minute has 1,101 EC2 calls, more than 100."]],
    ["one pod without an address", { waitSeconds: null, unservedPods: 1 }, ["1 pod gets no address."]],
    [
      "pods without an address, rather than their wait",
      { waitSeconds: null, unservedPods: 2 },
      ["2 pods get no address."],
    ],
  ])("is %s", (_name, parts, expected) => {
    expect(reasonsAgainst({ ...figures, ...parts }, goal)).toEqual(expected);
  });
});

describe("the sentences of a recommendation", () => {
  it("name the settings, what is unset too", () => {
    expect(namesOf(point({}))).toBe("WARM_IP_TARGET 2, MINIMUM_IP_TARGET unset");
  });

  it("say what is held, against today, and what the burst comes to", () => {
    expect(why({})).toBe(
      "Of the settings tried that meet the goal, WARM_IP_TARGET 2, MINIMUM_IP_TARGET unset holds the fewest addresses: " +
        "1,200 addresses on 100 nodes, 1,800 fewer than today; a burst of 5 pods a node on 2 nodes waits at most 4 s, " +
        "at 30 EC2 calls in the busiest minute.",
    );
  });

  it.each([
    [1_200, "as many as today"],
    [1_000, "200 more than today"],
    [3_000, "1,800 fewer than today"],
  ])("with %i held today: %s", (heldAddresses, expected) => {
    expect(why({ today: point({ heldAddresses, meets: false, because: ["It waits."] }) })).toContain(expected);
  });

  it("say where today's settings do not meet the goal", () => {
    const today = point({ meets: false, because: ["2 pods get no address."] });
    expect(why({ today })).toMatch(/ Today's settings do not meet the goal: 2 pods get no address\.$/);
  });

  it("keep today's settings where they are the pick", () => {
    const today = point({ heldAddresses: 900 });
    expect(why({ today, pick: today })).toBe(
      "Today's settings meet the goal, and none of the 1 others tried holds fewer addresses: 900 addresses on 100 nodes.",
    );
  });

  it("without a pick name what comes nearest, and why it does not do", () => {
    const far = point({ meets: false, waitSeconds: 90, because: ["far"], settings: { WARM_ENI_TARGET: "0" } });
    const near = point({ meets: false, waitSeconds: 11, because: ["near."] });
    expect(why({ points: [far, near], pick: null })).toBe(
      "None of the 2 settings tried meets the goal. WARM_IP_TARGET 2, MINIMUM_IP_TARGET unset comes nearest: near.",
    );
    expect(why({ points: [], pick: null })).toBe("None of the 0 settings tried meets the goal.");
  });

  it("say how much of the burst was tried", () => {
    expect(why({}, { burst: { nodeCount: 1, podCount: 3 } })).toMatch(
      / The nodes' max pods leave room for 3 of the burst's 10 pods, on 1 node: only these were tried\.$/,
    );
  });
});
