import * as format from './format.ts';
import type { BuiltSection, Report, ReportSection, ReportWriter } from './report.ts';
import type { RunResult } from './run-result.ts';
import { assumptions } from './sections/assumptions.ts';
import { capacity } from './sections/capacity.ts';
import { commitments } from './sections/commitments.ts';
import { comparison } from './sections/comparison.ts';
import { containerInstances } from './sections/container-instances.ts';
import { cost } from './sections/cost.ts';
import { costPerService } from './sections/cost-per-service.ts';
import { deployments } from './sections/deployments.ts';
import { events } from './sections/events.ts';
import { expectations } from './sections/expectations.ts';
import { failures } from './sections/failures.ts';
import { headline } from './sections/headline.ts';
import { network } from './sections/network.ts';
import { requests } from './sections/requests.ts';
import { scenarioFacts } from './sections/scenario-facts.ts';
import { services } from './sections/services.ts';
import { sharedQuotas } from './sections/shared-quotas.ts';
import { utilization } from './sections/utilization.ts';
import { waits } from './sections/waits.ts';
import { waste } from './sections/waste.ts';
import type { Summary } from './summary-schema.ts';
import { writeHtml } from './writers/html.ts';
import { writeMarkdown } from './writers/markdown.ts';

/**
 * Every section by its id, in the order of reading: the figures, what happened, on what capacity, for how much money,
 * and last their ground.
 */
export const REPORT_SECTIONS = {
  headline,
  expectations,
  comparison,
  services,
  requests,
  deployments,
  events,
  failures,
  network,
  'shared-quotas': sharedQuotas,
  waits,
  capacity,
  utilization,
  'container-instances': containerInstances,
  cost,
  'cost-per-service': costPerService,
  waste,
  commitments,
  assumptions,
  scenario: scenarioFacts,
} as const satisfies Readonly<Record<string, ReportSection>>;

/** Every writer of a report that people look at; first the one that draws on a thread of its own. */
export const REPORT_WRITERS = {
  markdown: writeMarkdown,
  html: writeHtml,
} as const satisfies Readonly<Record<string, ReportWriter>>;

/** The blocks of every section that has some to show. */
export function buildReport(run: RunResult, summary: Summary): Report {
  const { name, description } = run.scenario;
  return {
    title: name,
    subtitle: [...(description === '' ? [] : [description]), factLine(run, summary)],
    footer: `plimsoll ${run.engine.version}, a simulator of Amazon ECS. Simulated figures, no bill of AWS.`,
    sections: Object.entries(REPORT_SECTIONS).flatMap(([id, section]) => builtSection(id, section, run, summary)),
  };
}

/** `us-east-1 · 7d from 2026-03-02 00:00 UTC · seed 42 · prices of 2026-09-28`. */
function factLine({ scenario }: RunResult, { prices }: Summary): string {
  const { region, durationMs, startEpochMs, seed } = scenario;
  const time = `${format.duration(durationMs)} from ${format.dateTime(startEpochMs)} UTC`;
  return [region, time, `seed ${seed}`, format.pricesPhrase(prices)].filter((fact) => fact !== '').join(' · ');
}

function builtSection(id: string, section: ReportSection, run: RunResult, summary: Summary): BuiltSection[] {
  const blocks = section.build(run, summary);
  return blocks.length === 0 ? [] : [{ id, title: section.title, blocks }];
}
