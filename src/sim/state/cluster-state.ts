import { assert } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import { AttributeColumns } from './attribute-columns.ts';
import { AutoScalingGroupTable } from './auto-scaling-groups.ts';
import { Conditions } from './conditions.ts';
import { ACTIVE, ContainerInstanceTable, DRAINING, INACTIVE } from './container-instances.ts';
import { DeploymentTable } from './deployments.ts';
import {
  EC2_IN_SERVICE,
  EC2_PENDING,
  EC2_TERMINATED,
  EC2_WARM,
  EC2_WARMING,
  Ec2InstanceTable,
} from './ec2-instances.ts';
import { Ec2Quotas } from './ec2-quotas.ts';
import { HostPortIndex } from './host-ports.ts';
import type { PlacementStrategyInput, SimulationInput } from './input.ts';
import { InstanceChanges } from './instance-changes.ts';
import { LoadBalancerNodes } from './load-balancer-nodes.ts';
import { StatusLog } from './status-log.ts';
import { SubnetTable } from './subnets.ts';
import { TargetTable } from './target-groups.ts';
import { TaskGroupTable } from './task-groups.ts';
import type { TaskRequest } from './task-request.ts';
import { HEALTH_UNKNOWN, HEALTHY, RUNNING, STOPPED, TaskTable, UNHEALTHY } from './tasks.ts';
import { UseLog } from './use-log.ts';
import { WaitingTasks } from './waiting-tasks.ts';

/** No limit. */
const TASKS_MAX = 2_147_483_647;

export const ZONE_ATTRIBUTE = 'ecs.availability-zone';

/**
 * The tables of one cluster together, and the only methods that move a task between them, so that every derived count
 * moves with it. Facts only: who is placed where is decided elsewhere.
 */
export class ClusterState {
  readonly input: SimulationInput;
  readonly containerInstances: ContainerInstanceTable;
  readonly ec2Instances = new Ec2InstanceTable();
  readonly autoScaling: AutoScalingGroupTable;
  readonly attributes: AttributeColumns;
  readonly tasks: TaskTable;
  readonly deployments: DeploymentTable;
  readonly targets: TargetTable;
  readonly groups: TaskGroupTable;
  /** What the world outside cannot give now. */
  readonly conditions: Conditions;
  readonly nodes: LoadBalancerNodes;
  readonly ports: HostPortIndex;
  /** Every change of an instance that placement can see. */
  readonly instanceChanges = new InstanceChanges();
  /** What tasks reserve, by request row; filled while the engine is wired. */
  readonly requests: TaskRequest[] = [];
  /** First task of each workload (TaskTable.nextOfWorkload), or NONE. */
  readonly firstOfWorkload: Int32Array;
  /** Tasks by workload: desiredStatus RUNNING; lastStatus RUNNING and desired; counted healthy (P4.5); told to stop. */
  readonly activeCount: Int32Array;
  readonly runningCount: Int32Array;
  readonly healthyCount: Int32Array;
  readonly stoppingCount: Int32Array;
  /** Tasks by workload that should run and are to be replaced: on a DRAINING instance (P2.12), or retired (P8.8). */
  readonly drainingCount: Int32Array;
  /** Tasks by workload that should run and are protected from scale-in (P3.26). */
  readonly protectedCount: Int32Array;
  /** By workload: 1 for a DAEMON service. */
  readonly isDaemon: Uint8Array;
  /** By service: how many tasks there should be; of a DAEMON service the most there have been. */
  readonly desiredCount: Int32Array;
  /** By service: limits of its scalable target (P6.1); without one, none. */
  readonly minCapacity: Int32Array;
  readonly maxCapacity: Int32Array;
  /** Desired tasks by workload and zone: entry workload × zones + zone. */
  readonly desiredInZone: Int32Array;
  /** Tasks in PROVISIONING that wait for a container instance of their capacity provider (P5.14). */
  readonly waiting: WaitingTasks;
  /** What is taken of what other clusters share; null where nobody asks. */
  readonly useLog: UseLog | null;
  readonly ec2Quotas: Ec2Quotas;
  /** Addresses in the subnets. */
  readonly subnets: SubnetTable;

  /** Why images cannot be pulled at the moment (PULL_TIMED_OUT, TOO_MANY_REQUESTS), or NONE: the registry answers. */
  registryFailure = NONE;

  constructor(input: SimulationInput) {
    this.input = input;
    const instanceCount = input.capacityProviders.reduce((sum, provider) => sum + provider.instances.length, 0);
    this.ports = new HostPortIndex(input.taskDefinitions.flatMap((definition) => definition.hostPorts));
    this.containerInstances = new ContainerInstanceTable(input.launchTemplates, this.ports, instanceCount);
    this.autoScaling = new AutoScalingGroupTable(input);
    this.attributes = new AttributeColumns(
      spreadAttributes(input),
      input.launchTemplates.map((template) => template.attributes),
      instanceCount,
    );
    this.groups = new TaskGroupTable(groupNames(input), this.attributes.names.length, instanceCount);
    this.tasks = new TaskTable(1024);
    if (input.record.keepStateChanges) this.tasks.statusLog = new StatusLog();
    this.targets = new TargetTable(input);
    this.conditions = new Conditions(input);
    this.nodes = new LoadBalancerNodes(input);
    const workloadCount = input.services.length + input.taskSources.length;
    this.firstOfWorkload = new Int32Array(workloadCount).fill(NONE);
    this.activeCount = new Int32Array(workloadCount);
    this.runningCount = new Int32Array(workloadCount);
    this.healthyCount = new Int32Array(workloadCount);
    this.stoppingCount = new Int32Array(workloadCount);
    this.drainingCount = new Int32Array(workloadCount);
    this.protectedCount = new Int32Array(workloadCount);
    this.isDaemon = new Uint8Array(workloadCount);
    for (let service = 0; service < input.services.length; service++) {
      this.isDaemon[service] = input.services[service].schedulingStrategy === 'DAEMON' ? 1 : 0;
    }
    this.desiredCount = new Int32Array(input.services.length);
    this.minCapacity = Int32Array.from(input.services, ({ scaling }) => scaling?.minCapacity ?? 0);
    this.maxCapacity = Int32Array.from(input.services, ({ scaling }) => scaling?.maxCapacity ?? TASKS_MAX);
    this.desiredInZone = new Int32Array(workloadCount * input.zones.length);
    this.waiting = new WaitingTasks(this.tasks);
    this.useLog = input.record.keepUse ? new UseLog() : null;
    this.ec2Quotas = new Ec2Quotas(input, this.useLog);
    this.subnets = new SubnetTable(input.network.subnets, this.useLog);
    this.deployments = new DeploymentTable(input.services.length);
    for (let service = 0; service < input.services.length; service++) {
      this.deployments.open(service, input.services[service].taskDefinition, NONE, 0, 0, 0);
    }
  }

  /** An instance of that launch template joins the cluster, ACTIVE; returns its row. */
  registerInstance(template: number, nowMs: number): number {
    const row = this.containerInstances.register(template, nowMs);
    this.attributes.register(row, template);
    this.groups.ensureInstances(row + 1);
    return row;
  }

  /** What tasks that are not in the tables hold on the instance, for good; and how many of those are in RUNNING. */
  holdForOthers(instance: number, held: TaskRequest, runningTaskCount: number): void {
    this.containerInstances.reserve(instance, held);
    this.containerInstances.runningTaskCount[instance] += runningTaskCount;
    this.instanceChanges.add(instance);
  }

  /** ACTIVE, DRAINING, … (P2.9). INACTIVE is the end. O(tasks there) when it starts or ends to drain. */
  setInstanceStatus(instance: number, status: number): void {
    const { containerInstances } = this;
    const before = containerInstances.status[instance];
    assert(before !== INACTIVE, 'a container instance came back after it had gone');
    if (status === INACTIVE) containerInstances.retire(instance);
    else containerInstances.status[instance] = status;
    if (before === DRAINING) this.countDraining(instance, -1);
    if (status === DRAINING) this.countDraining(instance, 1);
    this.instanceChanges.add(instance);
  }

  setAgentConnected(instance: number, isConnected: boolean): void {
    this.containerInstances.agentConnected[instance] = isConnected ? 1 : 0;
    this.instanceChanges.add(instance);
  }

  /** Every task of the newest deployment is there and counted healthy, and none is on its way out or of another one. */
  isSteady(service: number): boolean {
    const desired = this.desiredCount[service];
    if (this.activeCount[service] !== desired || this.healthyCount[service] !== desired) return false;
    if (this.deployments.activeCount[this.deployments.primary[service]] !== desired) return false;
    return this.stoppingCount[service] === 0;
  }

  /** A new task of that workload and request, in PROVISIONING and nowhere yet; returns its row. */
  createTask(workload: number, taskDefinition: number, request: number, nowMs: number): number {
    const { tasks } = this;
    const task = tasks.create(nowMs);
    this.targets.taskCreated(task);
    tasks.workload[task] = workload;
    tasks.taskDefinition[task] = taskDefinition;
    tasks.request[task] = request;
    tasks.group[task] = this.requests[request].group;
    tasks.capacityProvider[task] = this.requests[request].capacityProvider;
    const next = this.firstOfWorkload[workload];
    tasks.nextOfWorkload[task] = next;
    if (next !== NONE) tasks.previousOfWorkload[next] = task;
    this.firstOfWorkload[workload] = task;
    this.activeCount[workload]++;
    if (workload < this.input.services.length) this.joinDeployment(task, workload);
    return task;
  }

  /** A task that was just created replaces one of that deployment, which is not the newest (P4.23). */
  moveToDeployment(task: number, deployment: number): void {
    const { tasks, deployments } = this;
    deployments.taskMoved(tasks.deployment[task], deployment);
    tasks.deployment[task] = deployment;
  }

  /** The task takes its resources on the container instance, until `releaseTask`. */
  placeTask(task: number, instance: number): void {
    const { tasks, containerInstances, groups } = this;
    assert(
      containerInstances.status[instance] === ACTIVE,
      'a task was placed on an instance that is not ACTIVE (P2.9)',
    );
    containerInstances.reserve(instance, this.requests[tasks.request[task]]);
    if (this.isDaemon[tasks.workload[task]] === 0) this.countWork(instance, 1);
    tasks.containerInstance[task] = instance;
    this.enterZone(task, containerInstances.zone[instance]);
    const next = containerInstances.firstTask[instance];
    tasks.nextOnInstance[task] = next;
    if (next !== NONE) tasks.previousOnInstance[next] = task;
    containerInstances.firstTask[instance] = task;
    groups.moveDesired(tasks.group[task], instance, this.attributes.valueOnInstance, 1);
    groups.movePresent(tasks.group[task], instance, 1);
    this.instanceChanges.add(instance);
  }

  /** The task runs on Fargate, in that zone. */
  placeOnFargate(task: number, zone: number): void {
    this.enterZone(task, zone);
  }

  /** Whether its subnet has an address left for an instance of that launch template (P12.3). */
  hasAddressFor(template: number): boolean {
    const { subnet } = this.input.launchTemplates[template];
    return subnet === NONE || !this.subnets.isFull(subnet);
  }

  /** The task's network interface takes an address of that subnet, until `releaseTask` (P12.3). */
  takeAddress(task: number, subnet: number, nowMs: number): void {
    assert(this.tasks.subnet[task] === NONE, 'a task took a second address');
    this.subnets.take(subnet, nowMs);
    this.tasks.subnet[task] = subnet;
  }

  /** desiredStatus becomes STOPPED: from now on spread does not count it (P3.11). */
  setUndesired(task: number): void {
    const { tasks } = this;
    assert(tasks.isDesired[task] === 1, 'a task was told to stop twice');
    tasks.isDesired[task] = 0;
    const workload = tasks.workload[task];
    this.activeCount[workload]--;
    this.stoppingCount[workload]++;
    if (tasks.lastStatus[task] === RUNNING) this.runningCount[workload]--;
    if (tasks.health[task] === HEALTHY) this.healthyCount[workload]--;
    if (tasks.isProtected[task] === 1) this.setProtected(task, false);
    if (tasks.isRetiring[task] === 1) this.drainingCount[workload]--;
    if (tasks.deployment[task] !== NONE) this.leaveDeployment(task);
    const instance = tasks.containerInstance[task];
    if (instance !== NONE) {
      this.groups.moveDesired(tasks.group[task], instance, this.attributes.valueOnInstance, -1);
      if (this.containerInstances.status[instance] === DRAINING) this.drainingCount[workload]--;
      this.instanceChanges.add(instance);
    }
    const zone = tasks.zone[task];
    if (zone !== NONE) this.desiredInZone[workload * this.input.zones.length + zone]--;
  }

  /** The task's protection from scale-in begins, or ends (P3.26). */
  setProtected(task: number, isProtected: boolean): void {
    const { tasks } = this;
    assert(tasks.isProtected[task] !== Number(isProtected), 'a task was protected twice, or no more twice');
    tasks.isProtected[task] = isProtected ? 1 : 0;
    this.protectedCount[tasks.workload[task]] += isProtected ? 1 : -1;
  }

  /** Fargate retires what the task runs on (P8.8): it is to be replaced, protected or not. */
  setRetiring(task: number): void {
    const { tasks } = this;
    assert(tasks.isDesired[task] === 1 && tasks.isRetiring[task] === 0, 'a task that ends, or retires, is retired');
    assert(tasks.containerInstance[task] === NONE, 'a task on a container instance is retired');
    if (tasks.isProtected[task] === 1) this.setProtected(task, false);
    tasks.isRetiring[task] = 1;
    this.drainingCount[tasks.workload[task]]++;
  }

  /** The task is counted healthy (P4.5). */
  setHealthy(task: number): void {
    assert(this.tasks.isDesired[task] === 1, 'a task turned healthy after it was told to stop');
    this.tasks.health[task] = HEALTHY;
    this.healthyCount[this.tasks.workload[task]]++;
    const deployment = this.tasks.deployment[task];
    if (deployment !== NONE) this.deployments.moveHealthy(deployment, 1);
  }

  /** Its container starts anew, and with it the health check (P1.23, P1.25). */
  setHealthUnknown(task: number): void {
    const { tasks, deployments } = this;
    assert(tasks.health[task] === HEALTHY, 'a task that was not healthy is so no more');
    const workload = tasks.workload[task];
    tasks.health[task] = HEALTH_UNKNOWN;
    this.healthyCount[workload]--;
    const deployment = tasks.deployment[task];
    if (deployment === NONE) return;
    deployments.moveHealthy(deployment, -1);
    deployments.healthyTasksFell(workload, this.healthyCount[workload]);
  }

  /** Its container health check has failed for good (P1.22, P1.23). */
  setUnhealthy(task: number): void {
    const { tasks, deployments } = this;
    assert(tasks.isDesired[task] === 1, 'a task turned UNHEALTHY after it was told to stop');
    const workload = tasks.workload[task];
    const deployment = tasks.deployment[task];
    assert(tasks.health[task] !== UNHEALTHY, 'a task turned UNHEALTHY twice');
    const wasHealthy = tasks.health[task] === HEALTHY;
    tasks.health[task] = UNHEALTHY;
    // It is replaced because it fails, not to scale in (model).
    if (tasks.isProtected[task] === 1) this.setProtected(task, false);
    if (wasHealthy) this.healthyCount[workload]--;
    if (deployment === NONE) return;
    deployments.moveUnhealthy(deployment, 1);
    if (!wasHealthy) return;
    deployments.moveHealthy(deployment, -1);
    deployments.healthyTasksFell(workload, this.healthyCount[workload]);
  }

  setStatus(task: number, status: number, nowMs: number): void {
    const { tasks } = this;
    if (status === RUNNING) this.runningCount[tasks.workload[task]]++;
    const instance = tasks.containerInstance[task];
    if (instance !== NONE) {
      if (tasks.lastStatus[task] === RUNNING) this.countRunning(instance, -1);
      if (status === RUNNING) this.countRunning(instance, 1);
    }
    tasks.setStatus(task, status, nowMs);
  }

  /** STOPPED: gives back what it held and frees the row. */
  releaseTask(task: number, nowMs: number): void {
    const { tasks, containerInstances, groups } = this;
    assert(tasks.isDesired[task] === 0, 'a task stopped that was not told to');
    this.setStatus(task, STOPPED, nowMs);
    const instance = tasks.containerInstance[task];
    if (instance !== NONE) {
      containerInstances.release(instance, this.requests[tasks.request[task]]);
      if (this.isDaemon[tasks.workload[task]] === 0) this.countWork(instance, -1);
      const next = tasks.nextOnInstance[task];
      const previous = tasks.previousOnInstance[task];
      if (next !== NONE) tasks.previousOnInstance[next] = previous;
      if (previous === NONE) containerInstances.firstTask[instance] = next;
      else tasks.nextOnInstance[previous] = next;
      groups.movePresent(tasks.group[task], instance, -1);
      this.instanceChanges.add(instance);
    }
    this.stoppingCount[tasks.workload[task]]--;
    if (tasks.subnet[task] !== NONE) this.subnets.release(tasks.subnet[task], nowMs);
    if (tasks.deployment[task] !== NONE) this.deployments.taskStopped(tasks.deployment[task]);
    this.unlinkFromWorkload(task);
    tasks.rows.release(task);
  }

  /**
   * Recomputes every derived count from the tasks and throws InvariantError where one differs. For tests: O(tasks +
   * instances × groups).
   */
  validate(): void {
    const { containerInstances: table, tasks, groups } = this;
    const cpu = Int32Array.from(table.registeredCpuUnits);
    const memory = Int32Array.from(table.registeredMemoryMiB);
    const gpus = Int32Array.from(table.registeredGpus);
    const enis = Int32Array.from(table.registeredEnis);
    const held = new Int32Array(table.count);
    const heldWork = new Int32Array(table.count);
    const running = new Int32Array(table.count);
    const desired = groups.names.map(() => new Int32Array(table.count));
    const present = groups.names.map(() => new Int32Array(table.count));
    const inZone = new Int32Array(this.desiredInZone.length);
    let counted = 0;
    let waiting = 0;
    const active = new Int32Array(this.activeCount.length);
    const runningOf = new Int32Array(active.length);
    const healthy = new Int32Array(active.length);
    const stopping = new Int32Array(active.length);
    const draining = new Int32Array(active.length);
    const protectedOf = new Int32Array(active.length);
    const ofDeployment = new Int32Array(this.deployments.count * 4);
    const targets = this.targets.emptyCounts();
    for (let workload = 0; workload < this.firstOfWorkload.length; workload++) {
      for (let task = this.firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) {
        counted++;
        const isDesired = tasks.isDesired[task];
        active[workload] += isDesired;
        stopping[workload] += 1 - isDesired;
        if (isDesired === 1 && tasks.lastStatus[task] === RUNNING) runningOf[workload]++;
        if (isDesired === 1 && tasks.health[task] === HEALTHY) healthy[workload]++;
        protectedOf[workload] += tasks.isProtected[task];
        draining[workload] += tasks.isRetiring[task] * isDesired;
        assert(tasks.isProtected[task] <= isDesired, 'a task that was told to stop is protected');
        this.countInDeployment(task, ofDeployment);
        this.targets.countTask(task, workload, tasks.zone[task], targets);
        const zone = tasks.zone[task];
        if (zone !== NONE) inZone[workload * this.input.zones.length + zone] += isDesired;
        else waiting += isDesired;
        const instance = tasks.containerInstance[task];
        if (instance === NONE) continue;
        const request = this.requests[tasks.request[task]];
        cpu[instance] -= request.cpuUnits;
        memory[instance] -= request.memoryMiB;
        gpus[instance] -= request.gpuCount;
        enis[instance] -= request.eniCount;
        held[instance]++;
        heldWork[instance] += 1 - this.isDaemon[workload];
        if (table.status[instance] === DRAINING) draining[workload] += isDesired;
        assert(
          isDesired === 0 || table.status[instance] !== INACTIVE,
          'a task should run on a container instance that has gone',
        );
        if (tasks.lastStatus[task] === RUNNING) running[instance]++;
        desired[tasks.group[task]][instance] += tasks.isDesired[task];
        present[tasks.group[task]][instance]++;
        assert(
          request.capacityProvider === NONE || request.capacityProvider === table.capacityProvider[instance],
          'a task runs on an instance of another capacity provider (P3.4)',
        );
        assert(
          request.hasRequiredAttributes[table.launchTemplate[instance]] === 1,
          'a task runs on an instance that lacks an attribute it requires',
        );
        assert(request.isInSubnets[zone] === 1, 'a task runs on an instance that its subnets do not reach');
      }
    }
    assert(counted === tasks.rows.count, 'a task is in no list of its workload');
    assert(waiting === this.waiting.count, 'a task without a place does not wait for one');
    for (let cell = 0; cell < inZone.length; cell++) {
      assert(inZone[cell] === this.desiredInZone[cell], 'desiredInZone differs from the desired tasks');
    }
    for (let workload = 0; workload < active.length; workload++) {
      assert(active[workload] === this.activeCount[workload], 'activeCount differs from the desired tasks');
      assert(runningOf[workload] === this.runningCount[workload], 'runningCount differs from the running tasks');
      assert(healthy[workload] === this.healthyCount[workload], 'healthyCount differs from the healthy tasks');
      assert(stopping[workload] === this.stoppingCount[workload], 'stoppingCount differs from the stopping tasks');
      assert(draining[workload] === this.drainingCount[workload], 'drainingCount differs from the tasks that drain');
      assert(protectedOf[workload] === this.protectedCount[workload], 'protectedCount differs from the tasks');
    }
    this.validateLiving();
    this.validateGroups();
    this.validateDeployments(ofDeployment);
    this.targets.validate(targets);
    this.validateDesiredCounts();
    this.validateSubnets();
    for (let row = 0; row < table.count; row++) {
      assert(cpu[row] === table.remainingCpuUnits[row] && cpu[row] >= 0, 'CPU: reserved + remaining = registered');
      assert(memory[row] === table.remainingMemoryMiB[row] && memory[row] >= 0, 'memory: reserved + remaining');
      assert(gpus[row] === table.remainingGpus[row] && gpus[row] >= 0, 'GPUs: reserved + remaining = registered');
      assert(enis[row] === table.remainingEnis[row] && enis[row] >= 0, 'ENIs: reserved + remaining = registered');
      assert(held[row] === table.taskCount[row], 'taskCount differs from the tasks on the instance');
      assert(heldWork[row] === table.workTaskCount[row], 'workTaskCount differs from the tasks but the daemons');
      assert(running[row] === table.runningTaskCount[row], 'runningTaskCount differs from the tasks in RUNNING');
      for (let group = 0; group < desired.length; group++) {
        const counts = groups.desiredOnInstance[group];
        assert(counts === null || counts.at(row) === desired[group][row], 'the count that spread uses is off');
        const presents = groups.presentOnInstance[group];
        assert(presents === null || presents.at(row) === present[group][row], 'the count of present tasks is off');
      }
      this.validateTasksOn(row, held[row]);
    }
    this.validateAttributeCounts(desired);
  }

  /** The list of living instances is that of the rows that are not INACTIVE. */
  private validateLiving(): void {
    const { count, status, living, livingCount } = this.containerInstances;
    let listed = 0;
    for (let row = 0; row < count; row++) {
      if (status[row] === INACTIVE) continue;
      assert(living[listed] === row, 'a container instance is missing in the list of the living');
      listed++;
    }
    assert(listed === livingCount, 'the list of living container instances is too long');
  }

  /** Members by provider, template and zone, and the empty ones, are those of the EC2 instances. */
  private validateGroups(): void {
    const { autoScaling, ec2Instances, containerInstances, input } = this;
    const counts = new Int32Array(input.capacityProviders.length * 5);
    const ofTemplate = new Int32Array(input.launchTemplates.length);
    for (let row = 0; row < ec2Instances.count; row++) {
      const state = ec2Instances.state[row];
      const template = ec2Instances.launchTemplate[row];
      const { capacityProvider, purchaseOption } = input.launchTemplates[template];
      const isMember = state === EC2_PENDING || state === EC2_IN_SERVICE;
      if (isMember) ofTemplate[template]++;
      if (isMember && purchaseOption === 'on-demand') counts[capacityProvider * 5]++;
      if (state === EC2_PENDING) counts[capacityProvider * 5 + 1]++;
      if (state === EC2_WARMING || state === EC2_WARM) counts[capacityProvider * 5 + 2]++;
      if (state !== EC2_IN_SERVICE) continue;
      counts[capacityProvider * 5 + 3]++;
      const isEmpty = containerInstances.workTaskCount[ec2Instances.containerInstance[row]] === 0;
      if (isEmpty) counts[capacityProvider * 5 + 4]++;
    }
    for (let provider = 0; provider < input.capacityProviders.length; provider++) {
      const [onDemand, pending, warm, inService, empty] = counts.subarray(provider * 5, provider * 5 + 5);
      assert(onDemand === autoScaling.onDemandCount[provider], 'onDemandCount of a group is off');
      assert(pending === autoScaling.pendingCount[provider], 'pendingCount of a group is off');
      assert(warm === autoScaling.warmCount[provider], 'warmCount of a group is off');
      assert(inService === autoScaling.inServiceCount[provider], 'inServiceCount of a group is off');
      assert(empty === autoScaling.emptyCount[provider], 'emptyCount of a group is off');
    }
    const inZone = new Int32Array(autoScaling.membersInZone.length);
    const warmInZone = new Int32Array(inZone.length);
    for (let row = 0; row < ec2Instances.count; row++) {
      const state = ec2Instances.state[row];
      if (state !== EC2_WARMING && state !== EC2_WARM) continue;
      const { capacityProvider, zone } = input.launchTemplates[ec2Instances.launchTemplate[row]];
      warmInZone[capacityProvider * input.zones.length + zone]++;
    }
    ofTemplate.forEach((count, template) => {
      const { capacityProvider, zone } = input.launchTemplates[template];
      inZone[capacityProvider * input.zones.length + zone] += count;
      assert(count === autoScaling.membersOfTemplate[template], 'membersOfTemplate is off');
    });
    for (let cell = 0; cell < inZone.length; cell++) {
      assert(inZone[cell] === autoScaling.membersInZone[cell], 'membersInZone is off');
      assert(warmInZone[cell] === autoScaling.warmInZone[cell], 'warmInZone is off');
    }
  }

  /** Adds a task to the counts of its deployment: present, active, healthy, UNHEALTHY. */
  private countInDeployment(task: number, counts: Int32Array): void {
    const { tasks } = this;
    const deployment = tasks.deployment[task];
    if (deployment === NONE) return;
    assert(this.deployments.service[deployment] === tasks.workload[task], 'a task is of the deployment of another');
    counts[deployment * 4]++;
    if (tasks.isDesired[task] === 0) return;
    counts[deployment * 4 + 1]++;
    if (tasks.health[task] === HEALTHY) counts[deployment * 4 + 2]++;
    if (tasks.health[task] === UNHEALTHY) counts[deployment * 4 + 3]++;
  }

  /** Each task with an address and each EC2 instance that has not ended holds one, and no subnet gives out too many. */
  private validateSubnets(): void {
    const { subnets, tasks, ec2Instances, input } = this;
    const taken = new Int32Array(subnets.count);
    for (let workload = 0; workload < this.firstOfWorkload.length; workload++) {
      for (let task = this.firstOfWorkload[workload]; task !== NONE; task = tasks.nextOfWorkload[task]) {
        const subnet = tasks.subnet[task];
        if (subnet === NONE) continue;
        assert(subnets.zone[subnet] === tasks.zone[task], 'a task has its address in another zone');
        taken[subnet]++;
      }
    }
    for (let row = 0; row < ec2Instances.count; row++) {
      const { subnet } = input.launchTemplates[ec2Instances.launchTemplate[row]];
      if (subnet !== NONE && ec2Instances.state[row] !== EC2_TERMINATED) taken[subnet]++;
    }
    for (let row = 0; row < subnets.count; row++) {
      assert(taken[row] === subnets.taken[row], 'taken addresses differ from those of tasks and instances');
      assert(taken[row] <= subnets.limit[row], 'more addresses are taken than the subnet has');
    }
  }

  private validateDeployments(counts: Int32Array): void {
    const { deployments } = this;
    for (let row = 0; row < deployments.count; row++) {
      assert(counts[row * 4] === deployments.presentCount[row], 'presentCount of a deployment is off');
      assert(counts[row * 4 + 1] === deployments.activeCount[row], 'activeCount of a deployment is off');
      assert(counts[row * 4 + 2] === deployments.healthyCount[row], 'healthyCount of a deployment is off');
      assert(counts[row * 4 + 3] === deployments.unhealthyCount[row], 'unhealthyCount of a deployment is off');
    }
  }

  private validateDesiredCounts(): void {
    for (let service = 0; service < this.desiredCount.length; service++) {
      if (this.input.services[service].scaling === null) continue;
      const desired = this.desiredCount[service];
      assert(desired >= this.minCapacity[service], 'desired is below the minimum of the scalable target (P6.1)');
      assert(desired <= this.maxCapacity[service], 'desired is above the maximum of the scalable target (P6.1)');
    }
  }

  /** The instance's own list of tasks is whole, and they hold exactly the host ports that are taken (P1.26). */
  private validateTasksOn(instance: number, taskCount: number): void {
    const { containerInstances: table, tasks, ports } = this;
    const { reservedPorts } = this.input.launchTemplates[table.launchTemplate[instance]];
    const taken = ports.maskOf(reservedPorts);
    let portCount = reservedPorts.length;
    let listed = 0;
    for (let task = table.firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      listed++;
      assert(tasks.containerInstance[task] === instance, 'a task is in the list of another instance');
      const { hostPortMask, hostPortCount } = this.requests[tasks.request[task]];
      portCount += hostPortCount;
      for (let word = 0; word < ports.words; word++) {
        assert((taken[word] & hostPortMask[word]) === 0, 'a host port is taken twice');
        taken[word] |= hostPortMask[word];
      }
    }
    assert(listed === taskCount, 'a task is not in the list of its instance');
    assert(portCount === table.hostPortCount[instance], 'hostPortCount differs from the ports of the tasks');
    for (let word = 0; word < ports.words; word++) {
      assert(taken[word] === table.hostPortWords[instance * ports.words + word], 'the taken host ports are off');
    }
  }

  private validateAttributeCounts(desired: readonly Int32Array[]): void {
    for (let group = 0; group < desired.length; group++) {
      for (let attribute = 0; attribute < this.attributes.names.length; attribute++) {
        const counts = this.groups.desiredByValue[group][attribute];
        if (counts === null) continue;
        const expected = new Int32Array(counts.length);
        for (let row = 0; row < desired[group].length; row++) {
          expected[this.attributes.valueOnInstance[attribute][row]] += desired[group][row];
        }
        for (let value = 0; value < expected.length; value++) {
          assert(counts[value] === expected[value], 'the count per attribute value that spread uses is off');
        }
      }
    }
  }

  /** Every new task of a service is of its newest deployment (P4.10). */
  private joinDeployment(task: number, service: number): void {
    const { deployments } = this;
    const deployment = deployments.primary[service];
    this.tasks.deployment[task] = deployment;
    deployments.taskCreated(deployment, this.activeCount[service] + this.stoppingCount[service]);
  }

  /** The task is told to stop: its deployment has one fewer. */
  private leaveDeployment(task: number): void {
    const { tasks, deployments } = this;
    const deployment = tasks.deployment[task];
    deployments.taskUndesired(deployment);
    if (tasks.health[task] === UNHEALTHY) deployments.moveUnhealthy(deployment, -1);
    if (tasks.health[task] !== HEALTHY) return;
    deployments.moveHealthy(deployment, -1);
    const service = tasks.workload[task];
    deployments.healthyTasksFell(service, this.healthyCount[service]);
  }

  private countRunning(instance: number, change: 1 | -1): void {
    this.containerInstances.runningTaskCount[instance] += change;
    this.instanceChanges.add(instance);
  }

  /** The tasks that should run there count as on a DRAINING instance (1), or no longer (-1). */
  private countDraining(instance: number, change: 1 | -1): void {
    const { tasks } = this;
    const { firstTask } = this.containerInstances;
    for (let task = firstTask[instance]; task !== NONE; task = tasks.nextOnInstance[task]) {
      this.drainingCount[tasks.workload[task]] += change * tasks.isDesired[task];
    }
  }

  /** The container instance is a member of its Auto Scaling group, and not on its way out. */
  isInService(instance: number): boolean {
    return this.ec2Instances.state[this.containerInstances.ec2Instance[instance]] === EC2_IN_SERVICE;
  }

  /** A task of anything but a DAEMON service came to (1) or left (-1) the instance. */
  private countWork(instance: number, change: 1 | -1): void {
    const { workTaskCount, capacityProvider } = this.containerInstances;
    workTaskCount[instance] += change;
    const turned = change === 1 ? 1 : 0;
    if (workTaskCount[instance] !== turned || !this.isInService(instance)) return;
    this.autoScaling.emptyCount[capacityProvider[instance]] -= change;
  }

  private enterZone(task: number, zone: number): void {
    this.tasks.zone[task] = zone;
    this.desiredInZone[this.tasks.workload[task] * this.input.zones.length + zone]++;
  }

  private unlinkFromWorkload(task: number): void {
    const { tasks } = this;
    const next = tasks.nextOfWorkload[task];
    const previous = tasks.previousOfWorkload[task];
    if (next !== NONE) tasks.previousOfWorkload[next] = previous;
    if (previous === NONE) this.firstOfWorkload[tasks.workload[task]] = next;
    else tasks.nextOfWorkload[previous] = next;
  }
}

/** Row of a group's name in TaskGroupTable. */
export function groupNames(input: SimulationInput): string[] {
  const names = [
    ...input.services.map((service) => serviceGroup(service.serviceName)),
    ...input.taskSources.map((source) => source.group),
  ];
  return [...new Set(names)];
}

/** Service tasks are in the group `service:<name>` (P3.21). */
export function serviceGroup(serviceName: string): string {
  return `service:${serviceName}`;
}

function spreadAttributes(input: SimulationInput): string[] {
  const names = new Set([ZONE_ATTRIBUTE]);
  for (const work of [...input.services, ...input.taskSources]) {
    for (const strategy of work.placementStrategy) {
      const name = attributeOfSpread(strategy);
      if (name !== null) names.add(name);
    }
  }
  return [...names];
}

/** The attribute that a strategy spreads over; null for instanceId and the other strategies. */
export function attributeOfSpread(strategy: PlacementStrategyInput): string | null {
  if (strategy.type !== 'spread' || !strategy.field.startsWith('attribute:')) return null;
  return strategy.field.slice('attribute:'.length);
}
