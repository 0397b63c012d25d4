import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { timeTicks, valueAxis } from "@/components/simulator/chart/axis";
import { AxisLabels } from "@/components/simulator/chart/axis-labels";
import { plotFrame, plotHeight, xOf, yOf } from "@/components/simulator/chart/plot-frame";

it("labels stand where the drawing has their lines, at any width", () => {
  const span = { fromMs: 0, toMs: 3_600_000 };
  for (const width of [290, 720, 1_400]) {
    const frame = plotFrame(width);
    const axis = valueAxis(3, 1_321);
    const markup = renderToStaticMarkup(
      <AxisLabels frame={frame} span={span} axis={axis} timeTicks={timeTicks(span.fromMs, span.toMs, 3)} />,
    );
    const at = (property: "left" | "top", words: string) =>
      Number(new RegExp(`[";]${property}:([\\d.]+)px[^>]*>${words}<`).exec(markup)?.[1]);
    for (const [count, words] of [
      [0, "0"],
      [500, "500"],
      [1_500, "1,500"],
    ] as const) {
      expect(at("top", words)).toBeCloseTo(yOf(frame, axis, count), 3);
    }
    expect(at("left", "start")).toBeCloseTo(xOf(frame, span, 0), 3);
    expect(at("left", "\\+30\u00a0min")).toBeCloseTo(xOf(frame, span, 1_800_000), 3);
    expect(at("top", "start")).toBeGreaterThan(frame.top + plotHeight(frame));
  }
});
