import { CallSpark } from "@/components/simulator/outcome/call-spark";
import { bucketLabel, bucketState, peakWords, tokensWords } from "@/components/simulator/outcome/price-words";
import { BreakableName } from "@/components/ui/breakable-name";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { CallCurve } from "@/lib/domain/simulation/simulation-result";
import { formatCount } from "@/lib/format";

interface BucketTableProps {
  readonly times: Float64Array;
  readonly today: readonly CallCurve[];
  readonly proposed: readonly CallCurve[];
  readonly isUnchanged: boolean;
}

const CELL = "border-b border-line py-1 pl-1.5 text-right align-top @md:pl-3";

/** The calls of each token bucket of the account, which every node and every other caller share. */
export function BucketTable({ times, today, proposed, isUnchanged }: BucketTableProps) {
  return (
    <ScrollRegion label="EC2 calls by token bucket, table" className="@container overflow-x-auto">
      <table aria-label="EC2 calls by token bucket" className="w-full border-separate border-spacing-0 text-sm">
        <thead className="text-muted">
          <tr>
            <th scope="col" className="border-b border-line py-1 text-left font-normal">
              EC2 calls, bucket
            </th>
            <Head>Today</Head>
            {isUnchanged ? null : <Head>Proposed</Head>}
            <Head title="The most calls in a second, and when">Peak</Head>
            <Head title="What is left of the bucket at its worst moment">Tokens left</Head>
          </tr>
        </thead>
        <tbody>
          {proposed.map((curve, index) => {
            const { bucket } = curve;
            const isHarm = bucketState(curve) !== "fine";
            const isFast = curve.peak.callsPerSecond > bucket.refillPerSecond;
            return (
              <tr key={bucketLabel(curve)}>
                <th scope="row" className="min-w-24 border-b border-line py-1 text-left align-top font-normal">
                  <span className="block wrap-anywhere">
                    <BreakableName name={bucketLabel(curve)} />
                  </span>
                  <span className="block text-xs text-muted">
                    {formatCount(bucket.capacity)} tokens, {formatCount(bucket.refillPerSecond)}/s
                  </span>
                  <CallSpark times={times} today={today[index]} proposed={curve} />
                </th>
                <td className={CELL}>
                  <CallCount curve={today[index]} />
                </td>
                {isUnchanged ? null : (
                  <td className={CELL}>
                    <CallCount curve={curve} />
                  </td>
                )}
                <td
                  className={`${CELL} ${isFast ? "font-semibold" : ""}`}
                  title={isFast ? "faster than the bucket fills" : undefined}
                >
                  <Peak curve={curve} />
                </td>
                <td className={`${CELL} ${isHarm ? "font-semibold text-harm" : ""}`}>{tokensWords(curve)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Calls in all, and of these the ones that EC2 refused. */
function CallCount({ curve }: { readonly curve: CallCurve | undefined }) {
  if (curve === undefined) return "–";
  return (
    <>
      {formatCount(curve.total)}
      {curve.failed > 0 ? (
        <span className="block text-harm @md:whitespace-nowrap">{formatCount(curve.failed)} failed</span>
      ) : null}
    </>
  );
}

/** `2/s` and under it when, so that the column stays narrow. */
function Peak({ curve }: { readonly curve: CallCurve }) {
  const [rate, when] = peakWords(curve);
  return (
    <>
      <span className="whitespace-nowrap">{rate}</span>
      {when === null ? null : <span className="block text-xs font-normal whitespace-nowrap text-muted">{when}</span>}
    </>
  );
}

function Head({ children, title }: { readonly children: string; readonly title?: string }) {
  return (
    <th scope="col" title={title} className={`${CELL} font-normal`}>
      {children}
    </th>
  );
}
