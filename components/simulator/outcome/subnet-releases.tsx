import type { ReactNode } from "react";
import { signedCount } from "@/components/simulator/figure-words";
import { subnetLabel } from "@/components/simulator/scope-index";
import { Anchor } from "@/components/ui/anchor";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { Release, SimulationResult, SubnetRelease } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatShare } from "@/lib/format";

interface SubnetReleasesProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly release: Release;
}

const CELL = "border-b border-line py-1 pl-3 text-right";

/** The same by subnet: held, what becomes of it, and how many addresses are free in the end on both sides. */
export function SubnetReleases({ scope, result: { today, proposed }, release: { bySubnet } }: SubnetReleasesProps) {
  const endOf = (side: typeof today, id: string) =>
    side.curves.find(({ subnetId }) => subnetId === id)?.end.free ?? null;
  return (
    <ScrollRegion label="Released by subnet, table" className="mt-3 max-h-72 overflow-auto">
      <table aria-label="Released by subnet" className="w-full border-separate border-spacing-0 text-sm">
        <thead className="text-muted">
          <tr>
            <th scope="col" className="border-b border-line py-1 text-left align-bottom font-normal max-sm:hidden">
              Subnet
            </th>
            <Head>Held today</Head>
            <Head>At once</Head>
            <Head>Later</Head>
            <Head>Never</Head>
            <Head>Free in the end, today</Head>
            <Head>proposed</Head>
          </tr>
        </thead>
        {bySubnet.map((subnet) => (
          <SubnetRows
            key={subnet.subnetId}
            label={subnetLabel(scope, subnet.subnetId)}
            subnet={subnet}
            before={endOf(today, subnet.subnetId)}
            after={endOf(proposed, subnet.subnetId)}
          />
        ))}
      </table>
    </ScrollRegion>
  );
}

interface SubnetRowsProps {
  readonly label: string;
  readonly subnet: SubnetRelease;
  readonly before: number | null;
  readonly after: number | null;
}

/** On a narrow screen the subnet has a row of its own above its figures. */
function SubnetRows({ label, subnet: { subnetId, heldToday, atOnce, later, never }, before, after }: SubnetRowsProps) {
  const link = (
    <Anchor href={`/subnets/${subnetId}`} className="text-accent hover:underline">
      {label}
    </Anchor>
  );
  return (
    <tbody>
      <tr className="sm:hidden">
        <th scope="rowgroup" colSpan={6} className="pt-1.5 text-left font-normal">
          {link}
        </th>
      </tr>
      <tr className="align-top">
        <th scope="row" className="border-b border-line py-1 text-left font-normal whitespace-nowrap max-sm:hidden">
          {link}
        </th>
        <Figure>{formatCount(heldToday)}</Figure>
        <td className={`${CELL} whitespace-nowrap ${atOnce < 0 ? "font-semibold text-warn" : ""}`}>
          {atOnce === 0 ? "0" : signedCount(atOnce)}
          {heldToday === 0 || atOnce <= 0 ? null : (
            <span className="block text-muted">{formatShare(atOnce / heldToday)}</span>
          )}
        </td>
        <Figure>{formatCount(later)}</Figure>
        <Figure>{formatCount(never)}</Figure>
        <Figure>{before === null ? "–" : formatCount(before)}</Figure>
        <Figure>
          <span className="font-semibold">{after === null ? "–" : formatCount(after)}</span>
        </Figure>
      </tr>
    </tbody>
  );
}

const Figure = ({ children }: { readonly children: ReactNode }) => (
  <td className={`${CELL} whitespace-nowrap`}>{children}</td>
);

function Head({ children }: { readonly children: string }) {
  return (
    <th scope="col" className={`${CELL} align-bottom font-normal`}>
      {children}
    </th>
  );
}
