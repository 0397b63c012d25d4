import type { Metadata } from "next";
import { OutcomeView } from "@/app/_components/outcome-view";
import { ScopeChooser } from "@/app/simulator/_components/scope-chooser";
import { Simulator } from "@/app/simulator/_components/simulator";
import { SimulatorTitle } from "@/app/simulator/_components/simulator-title";
import { linkParams, scopeParams } from "@/app/simulator/search-params";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { type PageQuery, readPageQuery } from "@/components/url-state/url-param";
import type { Problem } from "@/lib/domain/problem";
import { getSimulationScope, type ScopeQuestion } from "@/lib/inventory/get-simulation-scope";
import { listClusters } from "@/lib/inventory/list-clusters";
import { listVpcs } from "@/lib/inventory/list-vpcs";

export const metadata: Metadata = { title: "Simulator" };

interface SimulatorPageProps {
  readonly searchParams: PageQuery;
}

export default async function SimulatorPage({ searchParams }: SimulatorPageProps) {
  const query = await readPageQuery(scopeParams, searchParams);
  const given = Object.entries(query).flatMap(([kind, id]) => (id === null ? [] : [[kind, id] as const]));
  if (given.length === 0) return <Choice settings={await restOf(searchParams)} />;
  const question: ScopeQuestion = Object.fromEntries(given);
  const outcome = await getSimulationScope(question);
  // A link may outlive its VPC: it keeps the settings, and asks for another scope.
  if (outcome.kind === "not-found" || outcome.kind === "invalid") {
    return <Choice problem={outcome.problem} settings={await restOf(searchParams)} />;
  }
  return (
    <OutcomeView outcome={outcome} title="Simulator">
      {({ data, snapshot }) => (
        <>
          <SimulatorTitle scope={data} />
          <Simulator
            path={`/api/simulation?${new URLSearchParams(given.map((pair) => [...pair]))}`}
            snapshotId={snapshot.id}
            isDemo={snapshot.source.kind === "demo"}
          />
        </>
      )}
    </OutcomeView>
  );
}

/** What a link holds beside its scope. */
async function restOf(searchParams: PageQuery): Promise<string> {
  const rest = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    const [text] = [value].flat();
    if (!(name in scopeParams) && !(name in linkParams) && text !== undefined) rest.set(name, text);
  }
  return rest.toString();
}

interface ChoiceProps {
  readonly settings: string;
  readonly problem?: Problem;
}

async function Choice({ settings, problem }: ChoiceProps) {
  const [vpcs, clusters] = await Promise.all([listVpcs(), listClusters()]);
  return (
    <OutcomeView outcome={vpcs} title="Simulator">
      {({ data }) => (
        <>
          <SimulatorTitle scope={null} />
          {problem === undefined ? null : <ProblemNotice problem={problem} />}
          <ScopeChooser
            vpcs={data}
            clusters={clusters.kind === "ready" ? clusters.answer.data : []}
            settings={settings}
          />
        </>
      )}
    </OutcomeView>
  );
}
