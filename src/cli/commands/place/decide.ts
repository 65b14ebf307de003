/** Reads the files of `plimsoll place`, and lets placement decide, task after task. */
import { type Issue, ScenarioError } from '../../../base/errors.ts';
import { Streams } from '../../../base/streams.ts';
import { NONE } from '../../../base/units.ts';
import { PlacementPipeline } from '../../../placement/pipeline.ts';
import { parseDocument, type SourceDocument } from '../../../scenario/document.ts';
import { type ContainerInstance, readContainerInstances } from '../../../scenario/ecs/container-instance.ts';
import { constraintFaults } from '../../../scenario/ecs/placement.ts';
import { readTasks } from '../../../scenario/ecs/task.ts';
import { readTaskDefinition } from '../../../scenario/ecs/task-definition.ts';
import { unwrapEcs } from '../../../scenario/ecs/wrappers.ts';
import { type Checked, issueOf } from '../../../scenario/issues.ts';
import { processIo, readNamedText, STANDARD_INPUT } from '../../../scenario/read/files.ts';
import { childValue } from '../../../scenario/schema-walk.ts';
import type { ClusterState } from '../../../sim/state/cluster-state.ts';
import { serviceGroup } from '../../../sim/state/cluster-state.ts';
import { FAILURE_REASONS } from '../../../sim/state/failure-reasons.ts';
import type { PlacementConstraintInput } from '../../../sim/state/input.ts';
import { buildDescribedCluster, type DescribedCluster, placeListedTasks, zoneOf } from './described-cluster.ts';
import { countIssues, type PlaceOptions, readConstraints, readStrategies } from './options.ts';

/** Where one task goes, or why nowhere. */
export interface Decision {
  readonly taskIndex: number;
  /** The chosen instance; without a place, the closest matching one (P12.2), null when there is none. */
  readonly instance: ContainerInstance | null;
  readonly zone: string;
  /** ECS's reason; null when the task is placed. */
  readonly reason: string | null;
  /** Candidates left after each stage. */
  readonly candidates: readonly number[];
}

/** All decisions of one call. */
export interface Answer {
  readonly decisions: readonly Decision[];
  readonly stageNames: readonly string[];
  readonly notes: readonly string[];
}

interface Question {
  readonly described: DescribedCluster;
  readonly constraints: readonly PlacementConstraintInput[];
}

/** Places `--count` tasks one at a time, each seeing the ones before (P3.3). Throws ScenarioError for a wrong input. */
export async function decide(options: PlaceOptions): Promise<Answer> {
  const { described, constraints } = await readQuestion(options);
  const cluster = buildDescribedCluster(described);
  const pipeline = new PlacementPipeline(
    cluster,
    {
      placementStrategy: described.strategies,
      placementConstraints: constraints,
      memberOf: cluster.input.taskDefinitions[0].memberOf,
      group: cluster.requests[0].group,
      scheduling: options.service === undefined ? 'standalone' : 'REPLICA',
    },
    new Streams(options.seed).get('placement'),
  );
  placeListedTasks(cluster, described);
  const decisions: Decision[] = [];
  for (let taskIndex = 0; taskIndex < options.count; taskIndex++) {
    decisions.push(placeOne(taskIndex, pipeline, cluster, described.instances));
  }
  return { decisions, stageNames: pipeline.stageNames, notes: notesOn(decisions, described) };
}

function placeOne(
  taskIndex: number,
  pipeline: PlacementPipeline,
  cluster: ClusterState,
  instances: readonly ContainerInstance[],
): Decision {
  const row = pipeline.place(cluster.requests[0]);
  const candidates = [...pipeline.stageCounts];
  if (row === NONE) {
    const { closestInstance, failure } = pipeline;
    const instance = closestInstance === NONE ? null : instances[closestInstance];
    return { taskIndex, instance, zone: '', reason: FAILURE_REASONS[failure], candidates };
  }
  cluster.placeTask(cluster.createTask(cluster.requests[0].group, 0, 0, 0), row);
  return { taskIndex, instance: instances[row], zone: zoneOf(instances[row]), reason: null, candidates };
}

function notesOn(decisions: readonly Decision[], { instances, group }: DescribedCluster): string[] {
  const placed = decisions.filter(({ reason }) => reason === null).length;
  return [
    `${placed} of ${decisions.length} tasks of group ${group} placed on ${instances.length} container instances.`,
    'Columns between ZONE and REASON: candidates left after each stage.',
  ];
}

async function readQuestion(options: PlaceOptions): Promise<Question> {
  const issues: Issue[] = [...countIssues(options), ...standardInputIssues(options)];
  if (issues.length > 0) throw new ScenarioError(issues);
  const [instancesFile, definitionFile, tasksFile] = await Promise.all([
    readFile(options.containerInstances),
    readFile(options.taskDefinition),
    options.tasks === undefined ? undefined : readFile(options.tasks),
  ]);
  const instances = withInstanceRules(instancesFile, readContainerInstances(instancesFile));
  const definition = readTaskDefinition(definitionFile);
  const tasks = tasksFile === undefined ? { value: [], issues: [] as const } : readTasks(tasksFile);
  const strategies = readStrategies(options.strategy);
  const constraints = readConstraints(options.constraint);
  issues.push(...[instances, definition, tasks, strategies, constraints].flatMap((checked) => checked.issues));
  if (!instances.value || !definition.value || !tasks.value || !strategies.value || !constraints.value) {
    throw new ScenarioError(issues);
  }
  const own = constraints.value.map((constraint) => ({ expression: '', ...constraint }));
  // The limit of 10 counts those of the definition too (P1.4).
  const [tooMany] = constraintFaults([...definition.value.placementConstraints, ...own], []);
  if (tooMany !== undefined) {
    throw new ScenarioError([
      { file: 'command line', path: 'constraint', found: tooMany.found ?? '', expected: tooMany.expected },
    ]);
  }
  const described: DescribedCluster = {
    instances: inOrderOfRegistration(instances.value),
    tasks: tasks.value,
    definition: definition.value,
    requiredAttributes: requiredAttributesOf(definitionFile),
    group:
      options.service === undefined
        ? (options.group ?? `family:${definition.value.family}`)
        : serviceGroup(options.service),
    strategies: strategies.value,
  };
  return { described, constraints: own };
}

/** Standard input can be read once. */
function standardInputIssues({ containerInstances, taskDefinition, tasks }: PlaceOptions): Issue[] {
  const count = [containerInstances, taskDefinition, tasks].filter((name) => name === STANDARD_INPUT).length;
  if (count < 2) return [];
  const found = `- for ${count} files`;
  return [{ file: 'command line', path: '', found, expected: 'standard input for one file at most' }];
}

async function readFile(name: string): Promise<SourceDocument> {
  return parseDocument(await readNamedText(name, processIo), name);
}

/** Nothing remains that was not registered. */
function withInstanceRules(
  document: SourceDocument,
  checked: Checked<readonly ContainerInstance[]>,
): Checked<readonly ContainerInstance[]> {
  if (checked.value === undefined) return checked;
  const subjects = unwrapEcs(document, 'container instance');
  const issues = checked.value.flatMap(({ registered, remaining }, index) =>
    [
      ['CPU', remaining.cpuUnits, registered.cpuUnits] as const,
      ['MEMORY', remaining.memoryMiB, registered.memoryMiB] as const,
      ['GPU', remaining.gpuIds.length, registered.gpuIds.length] as const,
    ].flatMap(([name, left, all]) => {
      if (left >= 0 && left <= all) return [];
      const expected = `${name} from 0 to the registered ${all}`;
      return [issueOf(subjects[index], { path: ['remainingResources'], found: `${name} ${left}`, expected })];
    }),
  );
  return issues.length > 0 ? { issues } : checked;
}

/** P3.8: the order that breaks the last tie is that of registration, then of the instance id. */
function inOrderOfRegistration(instances: readonly ContainerInstance[]): ContainerInstance[] {
  const timeOf = ({ registeredAtMs }: ContainerInstance) => registeredAtMs ?? Number.MAX_VALUE;
  const idOf = ({ ec2InstanceId, containerInstanceArn }: ContainerInstance) => ec2InstanceId ?? containerInstanceArn;
  return instances.toSorted((a, b) => {
    if (timeOf(a) !== timeOf(b)) return timeOf(a) - timeOf(b);
    return idOf(a) < idOf(b) ? -1 : 1;
  });
}

/** What `describe-task-definition` says the definition needs, such as `ecs.capability.task-eni`. */
function requiredAttributesOf(document: SourceDocument): { name: string; value?: string }[] {
  const [subject] = unwrapEcs(document, 'task definition');
  const listed = childValue(subject?.value, 'requiresAttributes');
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((attribute: unknown) => {
    const name = childValue(attribute, 'name');
    const value = childValue(attribute, 'value');
    if (typeof name !== 'string') return [];
    return [{ name, ...(typeof value === 'string' && value !== '' ? { value } : {}) }];
  });
}
