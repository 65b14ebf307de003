/** Small runs with their state changes kept, and what EventBridge is told of them. */
import type { BridgeEvent } from '../../../src/report/event-bridge/envelope.ts';
import { eventLines } from '../../../src/report/event-bridge.ts';
import type { RunResult } from '../../../src/report/run-result.ts';
import { simulate } from '../../../src/sim/simulation.ts';
import type { SimulationInput } from '../../../src/sim/state/input.ts';
import { runOf } from '../../recordings.ts';
import { input } from '../../sim/builders.ts';

/** 2026-01-05, a Monday. */
export const START_MS = Date.UTC(2026, 0, 5);

export function runKept(...inputs: readonly Partial<SimulationInput>[]): RunResult {
  const clusters = inputs.map((parts) => {
    const whole = input(parts);
    const recording = simulate({ ...whole, record: { ...whole.record, keepStateChanges: true } });
    return { recording, invoice: { lineItems: [], totalUsd: 0, weights: { vcpu: 1, gib: 1, gpu: 1 } }, notes: [] };
  });
  return runOf(clusters, { startEpochMs: START_MS });
}

export function eventsOfRun(run: RunResult): BridgeEvent[] {
  return [...eventLines(run)].map((line) => JSON.parse(line) as BridgeEvent);
}

export function eventsOf(...inputs: readonly Partial<SimulationInput>[]): BridgeEvent[] {
  return eventsOfRun(runKept(...inputs));
}
