/** Scenarios for the tests of this folder, in memory: each test states only what it is about. */
import { formatIssue, ScenarioError } from '../../src/base/errors.ts';
import { type CompiledScenario, compileScenario } from '../../src/scenario/compile.ts';
import { parseDocument } from '../../src/scenario/document.ts';
import type { ScenarioIo } from '../../src/scenario/read/files.ts';
import { readScenario } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

type Json = object;
type Files = Readonly<Record<string, string>>;

/** A capacity provider of three instances in three zones. */
export function provider(fields: Json = {}): Json {
  const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
  const group = { instanceType: 'm6i.xlarge', availabilityZones: zones, desiredCapacity: 3, ...fields };
  return { name: 'general', autoScalingGroupProvider: group };
}

/** 256 units and 512 MiB, on bridge. */
export function webDefinition(fields: Json = {}): Json {
  const portMappings = [{ containerPort: 80 }];
  const containerDefinitions = [{ name: 'web', image: 'nginx:1', cpu: 256, memory: 512, portMappings }];
  return { family: 'web', containerDefinitions, ...fields };
}

/** 256 units and 512 MiB, as Fargate wants it. */
export function fargateDefinition(fields: Json = {}): Json {
  const containerDefinitions = [{ name: 'job', image: 'job' }];
  return { family: 'job', networkMode: 'awsvpc', cpu: '256', memory: '512', containerDefinitions, ...fields };
}

export function service(fields: Json = {}): Json {
  return { serviceName: 'web', taskDefinition: webDefinition(), desiredCount: 2, ...fields };
}

/** Standalone tasks on Fargate. */
export function taskSource(fields: Json = {}): Json {
  return { taskDefinition: fargateDefinition(), launchType: 'FARGATE', durationSeconds: 60, ...fields };
}

/** A scenario of one cluster with one provider and what is given, as JSON text. */
export function scenarioText(cluster: Json, top: Json = {}): string {
  const clusters = [{ clusterName: 'main', capacityProviders: [provider(), 'FARGATE', 'FARGATE_SPOT'], ...cluster }];
  return JSON.stringify({ plimsoll: 1, name: 'test', region: 'us-east-1', duration: '1d', clusters, ...top }, null, 1);
}

/** Files in memory, by their path. */
export function memoryIo(files: Files): ScenarioIo {
  const readFile = (path: string) => {
    if (Object.hasOwn(files, path)) return files[path]!;
    throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
  };
  return {
    readFile,
    readBlocks: (path) => [readFile(path)],
    listDirectory: () => Object.keys(files),
    readStandardInput: async () => files['-'] ?? '',
  };
}

/** Reads a scenario text as the file `s.yaml`, or as `s.json` where it is JSON. */
export function read(text: string, files: Files = {}): Scenario {
  const name = text.startsWith('{') ? 's.json' : 's.yaml';
  return readScenario(parseDocument(text, name), memoryIo(files));
}

export function compile(cluster: Json, top: Json = {}, files: Files = {}): CompiledScenario {
  return compileScenario(read(scenarioText(cluster, top), files));
}

/** Every issue of a text, with its place. */
export function issuesOf(text: string, files: Files = {}): string[] {
  return errorsOf(text, files).map(formatIssue);
}

/** `path: found …` of every issue, without file and place. */
export function faultsOf(cluster: Json, top: Json = {}, files: Files = {}): string[] {
  return errorsOf(scenarioText(cluster, top), files).map((issue) => formatIssue(issue).replace(/^\S+ /, ''));
}

function errorsOf(text: string, files: Files) {
  try {
    read(text, files);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.issues;
    throw error;
  }
}
