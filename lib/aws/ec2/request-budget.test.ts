import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RequestBudget } from "@/lib/aws/ec2/request-budget";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** When each of `count` requests asked for at once may go, in milliseconds. */
async function startTimes(requestsPerSecond: number, count: number): Promise<number[]> {
  const budget = new RequestBudget(requestsPerSecond, () => Date.now());
  const startedAt = Date.now();
  const times: number[] = [];
  const all = Array.from({ length: count }, async () => {
    await budget.take("DescribeVpcs");
    times.push(Date.now() - startedAt);
  });
  await vi.runAllTimersAsync();
  await Promise.all(all);
  return times;
}

describe("the request budget", () => {
  it("lets 20 requests go at once, then 8 a second", async () => {
    const times = await startTimes(8, 36);
    expect(times.slice(0, 20)).toEqual(new Array(20).fill(0));
    expect(times.slice(20, 28)).toEqual([125, 250, 375, 500, 625, 750, 875, 1000]);
    expect(times[35]).toBe(2000);
  });

  it("saves up for a smaller burst where it is set lower", async () => {
    const times = await startTimes(0.5, 3);
    expect(times).toEqual([0, 1500, 3500]);
  });

  it("fills up again while nothing is sent, to the burst and no further", async () => {
    const budget = new RequestBudget(8, () => Date.now());
    for (let i = 0; i < 20; i++) await budget.take("DescribeVpcs");
    await vi.advanceTimersByTimeAsync(60_000);
    let went = 0;
    for (let i = 0; i < 25; i++) void budget.take("DescribeVpcs").then(() => went++);
    await vi.advanceTimersByTimeAsync(0);
    expect(went).toBe(20);
  });

  it("counts what was sent, by API and in total", async () => {
    const budget = new RequestBudget(100);
    await budget.take("DescribeVpcs");
    await budget.take("DescribeSubnets");
    await budget.take("DescribeSubnets");
    expect([
      budget.sentBy("DescribeVpcs"),
      budget.sentBy("DescribeSubnets"),
      budget.sentBy("DescribeInstances"),
    ]).toEqual([1, 2, 0]);
    expect(budget.sentInTotal).toBe(3);
  });
});
