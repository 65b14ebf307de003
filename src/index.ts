/** The public API: from a scenario file to the files of its report, each step on its own. */

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
export type { Invoice } from './pricing/invoice.ts';
export type { LineItem } from './pricing/line-item.ts';
export { comparisonFiles } from './report/comparison/comparison-files.ts';
export type { ComparedVariant, ComparisonResult } from './report/comparison/comparison-result.ts';
export type { ComparisonSummary } from './report/comparison/comparison-schema.ts';
export { compareSummaries } from './report/comparison/comparison-summary.ts';
export { type SummaryFigure, summaryFigures } from './report/figures.ts';
export type { ReportFiles } from './report/report.ts';
export { reportFiles } from './report/report-files.ts';
export type { ClusterResult, RunResult, ScenarioFacts } from './report/run-result.ts';
export { summarise } from './report/summary.ts';
export type { Summary } from './report/summary-schema.ts';
export { type CompiledScenario, type CompileOptions, compileScenario } from './scenario/compile.ts';
export { type HealthStatus, taskHealthStatus } from './scenario/ecs/health.ts';
export { type Override, parseSetting } from './scenario/overrides.ts';
export { readScenarioFile } from './scenario/read.ts';
export type { Scenario } from './scenario/scenario.ts';
export { scenarioJsonSchema } from './scenario/schema.ts';
export { readVariants, type Variant } from './scenario/variants.ts';
export type { Recording } from './sim/record/recording.ts';
export { Simulation, simulate } from './sim/simulation.ts';
export type { SimulationInput } from './sim/state/input.ts';
export { type CompareOptions, compare } from './sweep/compare.ts';
export { type SimulateAllOptions, simulateAll } from './sweep/pool.ts';
export { replicationSeeds } from './sweep/replications.ts';
export { runScenario } from './sweep/run-scenario.ts';
