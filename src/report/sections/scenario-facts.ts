import * as format from '../format.ts';
import type { Cell, ReportSection } from '../report.ts';
import { textCells, words } from './cells.ts';

/** What was simulated, so that a reader can do it again. */
export const scenarioFacts: ReportSection = {
  title: 'The scenario',
  build: (run, { prices, engine }) => {
    const { name, description, region, seed, durationMs, startEpochMs } = run.scenario;
    const events = run.clusters.reduce((sum, { recording }) => sum + recording.eventCount, 0);
    const rows: Cell[][] = [
      ...(description === '' ? [] : [textCells('Description', description)]),
      textCells('Region', region),
      textCells('Simulated time', format.duration(durationMs)),
      textCells('Start', `${format.dateTime(startEpochMs)} UTC`),
      textCells('Seed', seed),
      textCells('Clusters', run.clusters.map(({ recording }) => recording.clusterName).join(', ')),
      textCells('Rates of', prices.oldest === null ? 'undated' : `${prices.oldest} to ${prices.newest}`),
      textCells('Events processed', format.count(events)),
      textCells('Engine', `plimsoll ${engine.version}`),
    ];
    return [{ kind: 'table', caption: name, columns: [words('Fact'), words('Value')], rows }];
  },
};
