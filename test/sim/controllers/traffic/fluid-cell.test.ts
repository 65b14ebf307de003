import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FluidCell } from '../../../../src/sim/controllers/traffic/fluid-cell.ts';
import { QueueTable, UTILIZATIONS } from '../../../../src/sim/controllers/traffic/queue-table.ts';

const table = new QueueTable({
  servers: 2,
  queues: 1,
  places: 50,
  service: { kind: 'exponential', mean: 10, deviation: 1 },
  delayMs: 0,
  arrivalVariation: 1,
});

/** Between the rows' values at a part of the way. */
const between = (column: Float64Array, row: number, part: number) =>
  column[row]! + part * (column[row + 1]! - column[row]!);

/** What comes, is turned away and is served per ms at that part of the cell. */
function ratesAt(row: number, part: number, wanted: number) {
  const come = wanted * table.capacityPerMs;
  return {
    come,
    away: come * between(table.loss, row, part),
    served: between(table.throughput, row, part) * table.capacityPerMs,
  };
}

const anyRow = fc.nat(UTILIZATIONS.length - 2);
/** Within it: from an end the way may lead into the next one. */
const anyPart = fc.integer({ min: 1, max: 999 }).map((part) => part / 1000);
const anyWanted = fc.double({ min: 0, max: 10, noNaN: true });

/** The cell after a crossing from that utilization in at most so many ms. */
function crossed(row: number, wanted: number, utilization: number, leftMs: number): FluidCell {
  const cell = new FluidCell();
  Object.assign(cell, { wanted, utilization, leftMs });
  cell.cross(table, row);
  return cell;
}

const at = (row: number, part: number) => between(UTILIZATIONS, row, part);
const partOf = (row: number, utilization: number) => (utilization - at(row, 0)) / (at(row, 1) - at(row, 0));

describe('a cell of the fluid', () => {
  it('holds what is let in less what is served, as small steps say', () => {
    fc.assert(
      fc.property(
        anyRow,
        anyPart,
        anyWanted,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (row, from, wanted, share) => {
          const lengthMs = crossed(row, wanted, at(row, from), 50).spentMs * share;
          const cell = crossed(row, wanted, at(row, from), lengthMs);
          const steps = 2000;
          let part = from;
          let away = 0;
          const width = table.inFlight[row + 1]! - table.inFlight[row]!;
          for (let i = 0; i < steps; i++) {
            // The midpoint of each step.
            const first = ratesAt(row, part, wanted);
            const half = part + ((first.come - first.away - first.served) / width) * (lengthMs / steps / 2);
            const { come, away: lost, served } = ratesAt(row, half, wanted);
            part += ((come - lost - served) / width) * (lengthMs / steps);
            away += lost * (lengthMs / steps);
          }
          expect(partOf(row, cell.utilization)).toBeCloseTo(part, 4);
          expect([cell.spentMs, cell.leftMs]).toEqual([lengthMs, 0]);
          expect(wanted * table.capacityPerMs * lengthMs * cell.meanLoss).toBeCloseTo(away, 3);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never serves more than its servers can: what came, less what was turned away and what it holds more', () => {
    fc.assert(
      fc.property(anyRow, anyPart, anyWanted, fc.double({ min: 0, max: 1e5, noNaN: true }), (row, from, wanted, ms) => {
        const { spentMs, utilization, meanLoss } = crossed(row, wanted, at(row, from), ms);
        const come = wanted * table.capacityPerMs * spentMs;
        const more = between(table.inFlight, row, partOf(row, utilization)) - between(table.inFlight, row, from);
        expect(come * (1 - meanLoss) - more).toBeLessThanOrEqual(table.capacityPerMs * spentMs + 1e-4);
      }),
    );
  });

  it('moves towards the utilization that is wanted, and rests there when that is one of the table', () => {
    fc.assert(
      fc.property(anyRow, anyPart, anyWanted, (row, from, wanted) => {
        const { utilization: next } = crossed(row, wanted, at(row, from), 1e9);
        if (wanted >= at(row, 1)) expect(next).toBeCloseTo(at(row, 1), 6);
        if (wanted <= at(row, 0)) expect(next).toBeCloseTo(at(row, 0), 6);
      }),
    );
    const resting = crossed(10, UTILIZATIONS[10]!, UTILIZATIONS[10]!, 500);
    expect([resting.spentMs, resting.utilization]).toEqual([500, UTILIZATIONS[10]]);
  });
});
