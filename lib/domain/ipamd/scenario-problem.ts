/** Why a scenario cannot be run: the field, as a path from the scenario's root (`nodes[2].maxENIs`), and what is wrong with it. */
export interface ScenarioProblem {
  readonly path: string;
  readonly message: string;
}
