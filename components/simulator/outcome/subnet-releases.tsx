import type { Route } from "next";
import { signedCount } from "@/components/simulator/figure-words";
import { subnetLabel } from "@/components/simulator/scope-index";
import { Anchor } from "@/components/ui/anchor";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { Release, SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatShare } from "@/lib/format";

interface SubnetReleasesProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly release: Release;
}

const CELL = "border-b border-line py-1 pl-3 text-right whitespace-nowrap";

/** The same by subnet: held, freed at once, and how many are free in the end on both sides. */
export function SubnetReleases({ scope, result: { today, proposed }, release: { bySubnet } }: SubnetReleasesProps) {
  const endOf = (side: typeof today, id: string) =>
    side.curves.find(({ subnetId }) => subnetId === id)?.end.free ?? null;
  return (
    <section
      aria-label="Released by subnet, table"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="mt-3 max-h-72 overflow-auto"
    >
      <table aria-label="Released by subnet" className="w-full border-separate border-spacing-0 text-sm">
        <thead className="text-muted">
          <tr>
            <th scope="col" className="border-b border-line py-1 text-left font-normal">
              Subnet
            </th>
            <Head>Held today</Head>
            <Head>At once</Head>
            <Head>Share</Head>
            <Head>Free in the end, today</Head>
            <Head>proposed</Head>
          </tr>
        </thead>
        <tbody>
          {bySubnet.map(({ subnetId, heldToday, atOnce }) => {
            const [before, after] = [endOf(today, subnetId), endOf(proposed, subnetId)];
            return (
              <tr key={subnetId}>
                <th scope="row" className="border-b border-line py-1 text-left font-normal whitespace-nowrap">
                  <Anchor href={`/subnets/${subnetId}` as Route} className="text-accent hover:underline">
                    {subnetLabel(scope, subnetId)}
                  </Anchor>
                </th>
                <td className={CELL}>{formatCount(heldToday)}</td>
                <td className={`${CELL} ${atOnce < 0 ? "font-semibold text-warn" : ""}`}>
                  {atOnce === 0 ? "0" : signedCount(atOnce)}
                </td>
                <td className={`${CELL} text-muted`}>
                  {heldToday === 0 || atOnce < 0 ? "–" : formatShare(atOnce / heldToday)}
                </td>
                <td className={CELL}>{before === null ? "–" : formatCount(before)}</td>
                <td className={`${CELL} font-semibold`}>{after === null ? "–" : formatCount(after)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Head({ children }: { readonly children: string }) {
  return (
    <th scope="col" className={`${CELL} font-normal`}>
      {children}
    </th>
  );
}
