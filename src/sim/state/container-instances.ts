import { assert } from '../../base/assert.ts';
import { NONE } from '../../base/units.ts';
import type { HostPortIndex } from './host-ports.ts';
import type { LaunchTemplateInput } from './input.ts';
import { growFloat64, growInt32, growUint8 } from './rows.ts';
import type { TaskRequest } from './task-request.ts';

/** Statuses of a container instance (P2.9). Tasks are placed on ACTIVE ones with a connected agent. */
export const REGISTERING = 0;
export const ACTIVE = 1;
export const DRAINING = 2;
export const INACTIVE = 3;

/** Name by number. */
export const INSTANCE_STATUSES = ['REGISTERING', 'ACTIVE', 'DRAINING', 'INACTIVE'] as const;

/**
 * One row per container instance: what it registered with, and what remains. Rows are in order of registration and
 * are never reused, so row order breaks the last tie of placement (P3.8). Columns are replaced when the table grows:
 * never keep one across an event.
 */
export class ContainerInstanceTable {
  /** Rows in use: 0 … count - 1. */
  count = 0;
  status: Uint8Array;
  agentConnected: Uint8Array;
  /** Row in launch templates: type, zone, attributes. */
  launchTemplate: Int32Array;
  zone: Int32Array;
  capacityProvider: Int32Array;
  registeredAtMs: Float64Array;
  registeredCpuUnits: Int32Array;
  remainingCpuUnits: Int32Array;
  registeredMemoryMiB: Int32Array;
  remainingMemoryMiB: Int32Array;
  registeredGpus: Int32Array;
  remainingGpus: Int32Array;
  /** ENI slots for awsvpc tasks. */
  registeredEnis: Int32Array;
  remainingEnis: Int32Array;
  /** Taken host ports, `ports.words` words per row, and how many there are, the agent's included. */
  hostPortWords: Int32Array;
  hostPortCount: Int32Array;
  /** Tasks that hold resources here: from placement to STOPPED. */
  taskCount: Int32Array;
  /** Tasks in RUNNING: the query language's runningTasksCount. */
  runningTaskCount: Int32Array;
  /** Of taskCount those of anything but DAEMON services: an instance without one is empty (P5.6). */
  workTaskCount: Int32Array;
  /** Head of the list of tasks here (TaskTable.nextOnInstance), or NONE. */
  firstTask: Int32Array;
  /** Row in the EC2 instances. */
  ec2Instance: Int32Array;
  /** The rows that are not INACTIVE, `livingCount` of them, in order of registration. */
  living: Int32Array;
  livingCount = 0;

  readonly ports: HostPortIndex;
  private readonly templates: readonly LaunchTemplateInput[];
  private readonly templatePortMasks: readonly Int32Array[];
  private capacity: number;

  constructor(templates: readonly LaunchTemplateInput[], ports: HostPortIndex, capacity: number) {
    this.templates = templates;
    this.ports = ports;
    this.templatePortMasks = templates.map((template) => ports.maskOf(template.reservedPorts));
    this.capacity = Math.max(1, capacity);
    this.status = new Uint8Array(this.capacity);
    this.agentConnected = new Uint8Array(this.capacity);
    this.launchTemplate = new Int32Array(this.capacity);
    this.zone = new Int32Array(this.capacity);
    this.capacityProvider = new Int32Array(this.capacity);
    this.registeredAtMs = new Float64Array(this.capacity);
    this.registeredCpuUnits = new Int32Array(this.capacity);
    this.remainingCpuUnits = new Int32Array(this.capacity);
    this.registeredMemoryMiB = new Int32Array(this.capacity);
    this.remainingMemoryMiB = new Int32Array(this.capacity);
    this.registeredGpus = new Int32Array(this.capacity);
    this.remainingGpus = new Int32Array(this.capacity);
    this.registeredEnis = new Int32Array(this.capacity);
    this.remainingEnis = new Int32Array(this.capacity);
    this.hostPortWords = new Int32Array(this.capacity * ports.words);
    this.hostPortCount = new Int32Array(this.capacity);
    this.taskCount = new Int32Array(this.capacity);
    this.runningTaskCount = new Int32Array(this.capacity);
    this.workTaskCount = new Int32Array(this.capacity);
    this.firstTask = new Int32Array(this.capacity).fill(NONE);
    this.ec2Instance = new Int32Array(this.capacity).fill(NONE);
    this.living = new Int32Array(this.capacity);
  }

  /** A new ACTIVE instance with all of its resources free; returns its row. */
  register(template: number, nowMs: number): number {
    if (this.count === this.capacity) this.grow();
    const row = this.count++;
    const launched = this.templates[template];
    this.status[row] = ACTIVE;
    this.agentConnected[row] = 1;
    this.launchTemplate[row] = template;
    this.zone[row] = launched.zone;
    this.capacityProvider[row] = launched.capacityProvider;
    this.registeredAtMs[row] = nowMs;
    this.registeredCpuUnits[row] = this.remainingCpuUnits[row] = launched.cpuUnits;
    this.registeredMemoryMiB[row] = this.remainingMemoryMiB[row] = launched.memoryMiB;
    this.registeredGpus[row] = this.remainingGpus[row] = launched.gpuCount;
    this.registeredEnis[row] = this.remainingEnis[row] = launched.awsvpcTaskLimit;
    this.hostPortWords.set(this.templatePortMasks[template], row * this.ports.words);
    this.hostPortCount[row] = launched.reservedPorts.length;
    this.living[this.livingCount++] = row;
    return row;
  }

  /** INACTIVE for good (P2.9). O(living instances), as a move of memory. */
  retire(row: number): void {
    const position = positionOf(this.living, this.livingCount, row);
    assert(this.living[position] === row, 'a container instance went that was not there');
    this.living.copyWithin(position, position + 1, this.livingCount);
    this.livingCount--;
    this.status[row] = INACTIVE;
  }

  /** Takes the request's resources; with `release` the only place where `remaining*` changes. */
  reserve(row: number, request: TaskRequest): void {
    this.remainingCpuUnits[row] -= request.cpuUnits;
    this.remainingMemoryMiB[row] -= request.memoryMiB;
    this.remainingGpus[row] -= request.gpuCount;
    this.remainingEnis[row] -= request.eniCount;
    assert(
      this.remainingCpuUnits[row] >= 0 &&
        this.remainingMemoryMiB[row] >= 0 &&
        this.remainingGpus[row] >= 0 &&
        this.remainingEnis[row] >= 0,
      'a task was placed on a container instance that has no room for it',
    );
    const words = this.ports.words;
    for (let word = 0; word < words; word++) {
      this.hostPortWords[row * words + word] |= request.hostPortMask[word];
    }
    this.hostPortCount[row] += request.hostPortCount;
    this.taskCount[row]++;
  }

  release(row: number, request: TaskRequest): void {
    this.remainingCpuUnits[row] += request.cpuUnits;
    this.remainingMemoryMiB[row] += request.memoryMiB;
    this.remainingGpus[row] += request.gpuCount;
    this.remainingEnis[row] += request.eniCount;
    const words = this.ports.words;
    for (let word = 0; word < words; word++) {
      this.hostPortWords[row * words + word] &= ~request.hostPortMask[word];
    }
    this.hostPortCount[row] -= request.hostPortCount;
    this.taskCount[row]--;
    assert(
      this.remainingCpuUnits[row] <= this.registeredCpuUnits[row] && this.taskCount[row] >= 0,
      'a task released more than it had reserved',
    );
  }

  private grow(): void {
    this.capacity *= 2;
    const capacity = this.capacity;
    this.status = growUint8(this.status, capacity);
    this.agentConnected = growUint8(this.agentConnected, capacity);
    this.launchTemplate = growInt32(this.launchTemplate, capacity);
    this.zone = growInt32(this.zone, capacity);
    this.capacityProvider = growInt32(this.capacityProvider, capacity);
    this.registeredAtMs = growFloat64(this.registeredAtMs, capacity);
    this.registeredCpuUnits = growInt32(this.registeredCpuUnits, capacity);
    this.remainingCpuUnits = growInt32(this.remainingCpuUnits, capacity);
    this.registeredMemoryMiB = growInt32(this.registeredMemoryMiB, capacity);
    this.remainingMemoryMiB = growInt32(this.remainingMemoryMiB, capacity);
    this.registeredGpus = growInt32(this.registeredGpus, capacity);
    this.remainingGpus = growInt32(this.remainingGpus, capacity);
    this.registeredEnis = growInt32(this.registeredEnis, capacity);
    this.remainingEnis = growInt32(this.remainingEnis, capacity);
    this.hostPortWords = growInt32(this.hostPortWords, capacity * this.ports.words);
    this.hostPortCount = growInt32(this.hostPortCount, capacity);
    this.taskCount = growInt32(this.taskCount, capacity);
    this.runningTaskCount = growInt32(this.runningTaskCount, capacity);
    this.workTaskCount = growInt32(this.workTaskCount, capacity);
    this.firstTask = growInt32(this.firstTask, capacity, NONE);
    this.ec2Instance = growInt32(this.ec2Instance, capacity, NONE);
    this.living = growInt32(this.living, capacity);
  }
}

/** Position of the first of `count` ascending rows that is not below `row`. */
function positionOf(rows: Int32Array, count: number, row: number): number {
  let from = 0;
  let end = count;
  while (from < end) {
    const middle = (from + end) >> 1;
    if (rows[middle] < row) from = middle + 1;
    else end = middle;
  }
  return from;
}

/**
 * The EC2 instance id of a row: that of its template where it has one, else `i-` and 17 hexadecimal digits as EC2
 * writes them, made of the row's number so that it is the same in every run.
 */
export function ec2InstanceIdOf(template: LaunchTemplateInput, row: number): string {
  return template.ec2InstanceId ?? `i-${row.toString(16).padStart(17, '0')}`;
}
