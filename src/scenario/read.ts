/**
 * A scenario file as a `Scenario`: parsed, checked, the files it names loaded, defaults filled in. Every fault comes at
 * once, each with the file, line and column where it stands.
 */

import { ScenarioError } from '../base/errors.ts';
import { instanceTypeLookup, nearestInstanceType } from '../catalog/instance-types.ts';
import { withOverrides } from '../catalog/price-overrides.ts';
import { rateCard } from '../catalog/rates.ts';
import { isRegion, nearestRegion } from '../catalog/regions.ts';
import { parseDocument, type SourceDocument } from './document.ts';
import { respell } from './ecs/spelling.ts';
import { within } from './ecs/wrappers.ts';
import type { Fault } from './fault.ts';
import { checkSubject, type Subject, subjectAt } from './issues.ts';
import { applyOverrides, type Override } from './overrides.ts';
import { toCalendarMs } from './quantities.ts';
import { cloudWatchOf } from './read/cloud-watch.ts';
import { readCluster } from './read/clusters.ts';
import { readExpectations } from './read/expectations.ts';
import { processIo, readNamedText, ScenarioFiles, type ScenarioIo } from './read/files.ts';
import type { ScenarioFrame } from './read/frame.ts';
import { accountQuotasOf, partFaults } from './read/limits.ts';
import { readLoadBalancing } from './read/load-balancing.ts';
import { networkFaults, readNetwork, zonesBySubnet } from './read/network.ts';
import { Reading } from './read/reading.ts';
import { bucketFaults, imageFaults, imageSizes, reportSettings, timingOf } from './read/settings.ts';
import { TaskDefinitionShelf } from './read/task-definitions.ts';
import type { Scenario } from './scenario.ts';
import { type ScenarioShell, START_DEFAULT, scenarioShellSchema } from './schema.ts';
import { soundPart } from './sound-part.ts';

/**
 * Reads the scenario in a file, or on standard input for `-`, and every file it names, with these overrides in place.
 *
 * @throws ScenarioError with every issue found
 */
export async function readScenarioFile(
  path: string,
  io: ScenarioIo = processIo,
  overrides: readonly Override[] = [],
): Promise<Scenario> {
  return readScenario(applyOverrides(parseDocument(await readNamedText(path, io), path), overrides, io), io);
}

/** As `readScenarioFile`, for a document already parsed. */
export function readScenario(document: SourceDocument, io: ScenarioIo = processIo): Scenario {
  const reading = new Reading(document, new ScenarioFiles(io));
  const subject = respell(subjectAt(document), scenarioShellSchema, 'scenario');
  const checked = checkSubject(scenarioShellSchema, subject, () => []);
  reading.add(checked.issues);
  const shell = checked.value ?? repairedShell(subject.value);
  const scenario = shell === undefined ? undefined : readSound(reading, subject, shell);
  const issues = reading.issues();
  if (issues.length > 0 || scenario === undefined) throw new ScenarioError(issues);
  return scenario;
}

/** Stands in for a region that is missing or no text: nothing that depends on it is checked. */
const NO_REGION = '';

/**
 * A scenario with faults in its own fields is still read, so that those of its entries come at once: what is wrong is
 * left out, what must be there is made up. The issues found already keep it from being used.
 */
function repairedShell(value: unknown): ScenarioShell | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const issues = scenarioShellSchema.safeParse(value).error?.issues ?? [];
  const wrong = new Set(issues.map(({ path }) => path[0]).filter((key) => key !== 'clusters'));
  const kept = Object.entries(value).filter(([key]) => !wrong.has(key));
  const { clusters = [], ...rest } = Object.fromEntries(kept) as { clusters?: unknown };
  const named = Array.isArray(clusters)
    ? clusters.map((cluster: unknown) => ({ clusterName: '?', ...Object(cluster) }))
    : [];
  const repaired = { plimsoll: 1, name: 'scenario', region: NO_REGION, duration: '1d', ...rest, clusters: named };
  return soundPart(scenarioShellSchema, repaired)?.value;
}

function readSound(reading: Reading, subject: Subject, shell: ScenarioShell): Scenario {
  const frame = frameOf(reading, subject, shell);
  const faults = [networkFaults(shell, shell.region), imageFaults(shell), bucketFaults(shell), partFaults(shell)];
  for (const fault of faults.flat()) reading.report(subject, fault);
  const clusters = shell.clusters.map((cluster, index) =>
    readCluster(frame, cluster, within(subject, ['clusters', index])),
  );
  reportRepeatedClusters(reading, subject, shell);
  return {
    fileName: reading.document.fileName,
    name: shell.name,
    description: shell.description ?? '',
    region: shell.region,
    seed: String(shell.seed ?? 1),
    durationMs: shell.duration,
    startEpochMs: frame.startEpochMs,
    clusters,
    subnets: zonesBySubnet(shell),
    network: readNetwork(shell),
    images: imageSizes(shell),
    instanceTypes: shell.instanceTypes ?? [],
    ...readLoadBalancing(reading, subject, shell),
    prices: shell.prices ?? {},
    timing: timingOf(reading, subject, shell),
    accountQuotas: accountQuotasOf(shell),
    cloudWatch: cloudWatchOf(shell),
    report: reportSettings(shell),
    expectations: [
      ...readExpectations(shell.expect, subject, { cluster: null, service: null }),
      ...clusters.flatMap(({ expectations }) => expectations),
    ],
    alternatives: (['variants', 'sweep', 'plan'] as const).filter((section) => shell[section] !== undefined),
  };
}

function frameOf(reading: Reading, subject: Subject, shell: ScenarioShell): ScenarioFrame {
  const { region, instanceTypes = [] } = shell;
  if (!isRegion(region) && region !== NO_REGION) {
    const expected = 'a region with prices in the catalog';
    reading.report(subject, { path: ['region'], expected, suggestion: nearestRegion(region) });
  }
  const findInstanceType = instanceTypeLookup(instanceTypes);
  for (const fault of priceFaults(shell, findInstanceType)) reading.report(subject, fault);
  if (shell.duration === 0) reading.report(subject, { path: ['duration'], expected: 'a duration above 0' });
  return {
    reading,
    shelf: new TaskDefinitionShelf(reading, subject, shell.taskDefinitions),
    rates: isRegion(region) ? withOverrides(rateCard(region), shell.prices ?? {}) : undefined,
    region,
    startEpochMs: shell.start ?? toCalendarMs(START_DEFAULT),
    durationMs: shell.duration,
    subnets: zonesBySubnet(shell),
    findInstanceType,
    limits: shell.limits ?? {},
    ownInstanceTypes: instanceTypes.map(({ instanceType }) => instanceType),
  };
}

/** A price of an instance type that nobody knows is a misspelling. */
function priceFaults({ prices }: ScenarioShell, findInstanceType: ScenarioFrame['findInstanceType']): Fault[] {
  const expected = 'an instance type of the catalog or of instanceTypes';
  return (['ec2', 'ec2Spot'] as const).flatMap((key) =>
    Object.keys(prices?.[key] ?? {}).flatMap((name) => {
      if (findInstanceType(name) !== undefined) return [];
      const suggestion = nearestInstanceType(name);
      return [{ path: ['prices', key, name], found: JSON.stringify(name), expected, suggestion, isAtKey: true }];
    }),
  );
}

function reportRepeatedClusters(reading: Reading, subject: Subject, { clusters }: ScenarioShell): void {
  const names = clusters.map(({ clusterName }) => clusterName);
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) === index) continue;
    const found = `a second cluster ${JSON.stringify(name)}`;
    reading.report(subject, { path: ['clusters', index, 'clusterName'], found, expected: 'each name once' });
  }
}
