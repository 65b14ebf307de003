import { lowestBit } from '../../base/bits.ts';
import { ACTIVE } from '../../sim/state/container-instances.ts';
import { growInt32 } from '../../sim/state/rows.ts';
import { type Demand, isOpen, isOpenTo, nameDemand } from './demand.ts';
import type { FitSet, Judge } from './fit-set.ts';
import { InstanceFollower } from './instance-follower.ts';
import { Thresholds } from './thresholds.ts';

/**
 * Which demands each container instance can take now: a bit per instance and demand. An instance that has changed is
 * judged once for all demands: its launch template and the level of each of its resources have a mask, and what is in
 * all of them is its verdict. Only host ports and constraints that look at the instance are asked one by one.
 */
export class Verdicts extends InstanceFollower implements Judge {
  /** 32-bit words per instance. */
  words = 1;
  /** Bits by instance, `words` words each. */
  masks = new Int32Array(64);
  /** Goes up when a demand is added. */
  version = 0;
  private readonly demands: Demand[] = [];
  private readonly names: string[] = [];
  /** By demand: the sets that follow its bit. */
  private readonly fitSets: FitSet[][] = [];
  private readonly cpu = new Thresholds();
  private readonly memory = new Thresholds();
  private readonly gpus = new Thresholds();
  private readonly enis = new Thresholds();
  /** Bits by launch template: the demands that it may take. */
  private templates = new Int32Array(0);
  /** Demands with something that only the instance tells. */
  private readonly asked: number[] = [];
  private verdict = new Int32Array(1);

  /** The number of the demand; a new one has all instances looked at again. O(demands) and cold. */
  open(demand: Demand): number {
    const name = nameDemand(demand);
    const known = this.names.indexOf(name);
    if (known >= 0) return known;
    const number = this.demands.push(demand) - 1;
    this.names.push(name);
    this.fitSets.push([]);
    this.widen();
    const { request } = demand;
    this.cpu.add(request.cpuUnits, this.words);
    this.memory.add(request.memoryMiB, this.words);
    this.gpus.add(request.gpuCount, this.words);
    this.enis.add(request.eniCount, this.words);
    this.openTemplates(number);
    this.known = 0;
    this.version++;
    return number;
  }

  /** That set is told of the demand's verdicts from now on. */
  follow(demand: number, fitSet: FitSet): void {
    this.fitSets[demand].push(fitSet);
  }

  takes(row: number, demand: number): boolean {
    return (this.masks[row * this.words + (demand >> 5)] & (1 << (demand & 31))) !== 0;
  }

  protected look(row: number): void {
    const { verdict, words } = this;
    const base = row * words;
    if (base + words > this.masks.length) this.masks = growInt32(this.masks, (base + words) * 2);
    this.judge(row);
    const { masks } = this;
    for (let word = 0; word < words; word++) {
      const changed = masks[base + word] ^ verdict[word];
      if (changed === 0) continue;
      masks[base + word] = verdict[word];
      this.tell(row, word * 32, changed);
    }
  }

  /** Writes the instance's bits to `verdict`. */
  private judge(row: number): void {
    const { verdict, words, cpu, memory, gpus, enis, templates } = this;
    const table = this.cluster.containerInstances;
    // Tasks are placed on ACTIVE instances (P2.9) with a connected agent (P3.1).
    const isThere = table.status[row] === ACTIVE && table.agentConnected[row] === 1 ? -1 : 0;
    const ofTemplate = table.launchTemplate[row] * words;
    const ofCpu = cpu.offsetOf(table.remainingCpuUnits[row]);
    const ofMemory = memory.offsetOf(table.remainingMemoryMiB[row]);
    const ofCpuMasks = cpu.masks;
    const ofMemoryMasks = memory.masks;
    for (let word = 0; word < words; word++)
      verdict[word] =
        isThere & templates[ofTemplate + word] & ofCpuMasks[ofCpu + word] & ofMemoryMasks[ofMemory + word];
    if (gpus.isUsed) this.restrict(gpus.masks, gpus.offsetOf(table.remainingGpus[row]));
    if (enis.isUsed) this.restrict(enis.masks, enis.offsetOf(table.remainingEnis[row]));
    if (this.asked.length > 0) this.ask(row);
  }

  private restrict(masks: Int32Array, offset: number): void {
    const { verdict } = this;
    for (let word = 0; word < verdict.length; word++) verdict[word] &= masks[offset + word];
  }

  private ask(row: number): void {
    const { asked, cluster, demands, verdict } = this;
    for (let i = 0; i < asked.length; i++) {
      const demand = asked[i];
      const bit = 1 << (demand & 31);
      if ((verdict[demand >> 5] & bit) === 0) continue;
      if (!isOpen(row, demands[demand], cluster)) verdict[demand >> 5] &= ~bit;
    }
  }

  private tell(row: number, firstDemand: number, changed: number): void {
    for (let bits = changed; bits !== 0; bits &= bits - 1) {
      const sets = this.fitSets[firstDemand + lowestBit(bits)];
      for (let i = 0; i < sets.length; i++) sets[i].note(row);
    }
  }

  /** Room for the bit of the last demand. */
  private widen(): void {
    const before = this.words;
    const words = Math.ceil(this.demands.length / 32);
    if (words === before) return;
    const rows = Math.floor(this.masks.length / before);
    const masks = new Int32Array(rows * words);
    for (let row = 0; row < rows; row++)
      for (let word = 0; word < before; word++) masks[row * words + word] = this.masks[row * before + word];
    this.masks = masks;
    this.words = words;
    this.verdict = new Int32Array(words);
  }

  private openTemplates(last: number): void {
    const { cluster, demands, words } = this;
    const count = cluster.input.launchTemplates.length;
    const before = this.templates.length / Math.max(1, count);
    const templates = new Int32Array(count * words);
    let isAsked = false;
    for (let template = 0; template < count; template++) {
      for (let word = 0; word < before; word++)
        templates[template * words + word] = this.templates[template * before + word];
      const answer = isOpenTo(template, demands[last], cluster);
      if (answer !== false) templates[template * words + (last >> 5)] |= 1 << (last & 31);
      if (answer === null) isAsked = true;
    }
    this.templates = templates;
    if (isAsked) this.asked.push(last);
  }
}
