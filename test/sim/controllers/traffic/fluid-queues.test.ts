import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FluidQueues } from '../../../../src/sim/controllers/traffic/fluid-queues.ts';
import { QueueTable } from '../../../../src/sim/controllers/traffic/queue-table.ts';

const SERVICE_MS = 10;
const table = (places: number) =>
  new QueueTable({
    servers: 1,
    queues: 1,
    places,
    service: { kind: 'exponential', mean: SERVICE_MS, deviation: 1 },
    delayMs: 0,
    arrivalVariation: 1,
  });

/** One queue of that many tasks. */
function queueOf(places: number, tasks = 1): FluidQueues {
  const queues = new FluidQueues(1);
  queues.setTable(0, table(places), 1);
  for (let i = 0; i < tasks; i++) queues.join(0, 0);
  return queues;
}

/** Moves on at that utilization; returns what was turned away. */
function run(queues: FluidQueues, utilization: number, lengthMs: number): number {
  queues.arrivalsPerMs[0] = utilization / SERVICE_MS;
  return queues.advance(0, lengthMs);
}

describe('requests as a fluid', () => {
  it('come to the steady state of M/M/1, and stay there', () => {
    const queues = queueOf(10_000);
    run(queues, 0.8, 60_000);
    expect(queues.inFlight(0)).toBeCloseTo(4, 6);
    run(queues, 0.8, 60_000);
    expect(queues.inFlight(0)).toBeCloseTo(4, 6);
    run(queues, 0, 60_000);
    expect(queues.inFlight(0)).toBeCloseTo(0, 6);
  });

  it('fill up at the rate that is too much, and are turned away only when the room is full', () => {
    const queues = queueOf(1000);
    // Twice what it can serve: 0.1 more in every ms, full after 10 s.
    expect(run(queues, 2, 5_000)).toBeLessThan(1);
    expect(Math.abs(queues.inFlight(0) - 500)).toBeLessThan(15);
    run(queues, 2, 20_000);
    expect(Math.abs(queues.inFlight(0) - 1000)).toBeLessThan(5);
    expect(run(queues, 2, 10_000)).toBeCloseTo(1000, 0);
  });

  it('that find no room where their queue is of another kind have spilled, all that it does not hold', () => {
    const queues = queueOf(1000, 2);
    run(queues, 2, 60_000);
    const held = queues.inFlight(0);
    queues.setTable(0, table(100), 1);
    const spilled = queues.takeSpilled();
    expect(spilled).toBeGreaterThan(1700);
    expect(queues.inFlight(0) + spilled).toBeCloseTo(held, 6);
    expect(queues.takeSpilled()).toBe(0);
  });

  it('drain at the rate that is left over after an overload', () => {
    const queues = queueOf(1000);
    run(queues, 2, 60_000);
    run(queues, 0.5, 5_000);
    // 0.05 fewer in every ms.
    expect(Math.abs(queues.inFlight(0) - 750)).toBeLessThan(15);
  });

  it('far beyond what the table knows are turned away all but what can be served', () => {
    const queues = queueOf(10);
    run(queues, 50, 60_000);
    expect(run(queues, 50, 1000)).toBeCloseTo(4900, 0);
  });

  it('are conserved: what comes is turned away, served or in flight, however it is cut into steps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ load: fc.double({ min: 0, max: 12, noNaN: true }), ms: fc.nat(20_000) })),
        (steps) => {
          const [whole, cut] = [queueOf(50, 3), queueOf(50, 3)];
          for (const { load, ms } of steps) {
            const before = whole.inFlight(0);
            const rejected = run(whole, load, ms);
            const arrived = ((load * ms) / SERVICE_MS) * 3;
            const served = arrived - rejected - (whole.inFlight(0) - before);
            expect(served).toBeGreaterThanOrEqual(-0.02 * arrived - 1e-6);
            expect(served).toBeLessThanOrEqual((3 * ms * 1.02) / SERVICE_MS + 3 * 52);
            let again = 0;
            for (let i = 0; i < 4; i++) again += run(cut, load, ms / 4);
            expect(again).toBeCloseTo(rejected, 1);
            expect(cut.inFlight(0)).toBeCloseTo(whole.inFlight(0), 2);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are shared with a task that joins, and leave with one that goes', () => {
    const queues = queueOf(1000, 2);
    run(queues, 2, 5_000);
    const before = queues.inFlight(0);
    queues.join(0, 0);
    expect(queues.inFlight(0)).toBeCloseTo(before, 6);
    const gone = queues.leave(0);
    expect(gone).toBeCloseTo(before / 3, 6);
    expect(queues.inFlight(0)).toBeCloseTo((before * 2) / 3, 6);
  });

  it('stay when the tasks are of another kind', () => {
    const queues = queueOf(1000);
    run(queues, 2, 5_000);
    const before = queues.inFlight(0);
    queues.setTable(0, table(2000), 1);
    expect(queues.inFlight(0)).toBeCloseTo(before, 6);
  });
});
