/** The public API: what the command line does, each step on its own. docs/library.md has examples. */

export { InvariantError, type Issue, ScenarioError } from './base/errors.ts';
export {
  erlangB,
  erlangC,
  lossProbability,
  meanWait,
  meanWaitOfAccepted,
  roundRobinWaitProbability,
} from './base/queueing.ts';
export { ResponseTimes, type ServiceTime } from './base/response-times.ts';
export { pairedDifference, type Sample, sampleOf, studentQuantile } from './base/statistics.ts';
export { packageVersion } from './base/version.ts';
export { type MakePlanOptions, makePlan as plan } from './planner/make-plan.ts';
export { planFiles } from './planner/plan-files.ts';
export type { PlanResult, ShownSetting, TriedSetting } from './planner/plan-result.ts';
export { type Plan, readPlanFile as readPlan } from './planner/read-plan.ts';
export type { Invoice } from './pricing/invoice.ts';
export type { LineItem } from './pricing/line-item.ts';
export { comparisonFiles } from './report/comparison/comparison-files.ts';
export type { ComparedVariant, ComparisonResult } from './report/comparison/comparison-result.ts';
export type { ComparisonSummary } from './report/comparison/comparison-schema.ts';
export { compareSummaries } from './report/comparison/comparison-summary.ts';
export { type SummaryFigure, summaryFigures } from './report/figures.ts';
export type { ReportFiles } from './report/report.ts';
export { reportFiles } from './report/report-files.ts';
export type { ClusterResult, RunResult } from './report/run-result.ts';
export { summarise } from './report/summary.ts';
export type { Summary } from './report/summary-schema.ts';
export { type CompiledScenario, type CompileOptions, compileScenario } from './scenario/compile.ts';
export { type HealthStatus, taskHealthStatus } from './scenario/ecs/health.ts';
export { launchTypePrices } from './scenario/launch-types/task-prices.ts';
export { launchTypeVariants } from './scenario/launch-types.ts';
export { type Override, parseSetting } from './scenario/overrides.ts';
export { readScenarioFile, readScenarioFile as readScenario } from './scenario/read.ts';
export type { Scenario } from './scenario/scenario.ts';
export { scenarioJsonSchema } from './scenario/schema.ts';
export { readVariants, type Variant } from './scenario/variants.ts';
export type { Recording } from './sim/record/recording.ts';
export { Simulation, simulate } from './sim/simulation.ts';
export type { ScenarioFacts } from './sim/state/input/scenario-facts.ts';
export type { SimulationInput } from './sim/state/input.ts';
export { type CompareOptions, compare } from './sweep/compare.ts';
export type { Engine } from './sweep/engines/engine.ts';
export { localEngine } from './sweep/engines/local.ts';
export { type SimulateAllOptions, simulateAll } from './sweep/pool.ts';
export { readSweepFile as readSweep, type Sweep } from './sweep/read-sweep.ts';
export { replicationSeeds } from './sweep/replications.ts';
export { runScenario } from './sweep/run-scenario.ts';
export { type RunSweepOptions, runSweep as sweep, type SweepResult } from './sweep/run-sweep.ts';
