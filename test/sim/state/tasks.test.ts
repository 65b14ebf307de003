import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { HEALTHY, PROVISIONING, RUNNING, TaskTable } from '../../../src/sim/state/tasks.ts';

/** The columns of a row by name. */
function rowOf(tasks: TaskTable, row: number): Record<string, number> {
  const columns = Object.entries(tasks).filter(([, column]) => ArrayBuffer.isView(column));
  return Object.fromEntries(columns.map(([name, column]) => [name, (column as Float64Array)[row]!]));
}

describe('TaskTable', () => {
  it('starts a task in PROVISIONING, nowhere, wanted, of unknown health (P1.23)', () => {
    const tasks = new TaskTable(1);
    const row = tasks.create(500);
    expect(rowOf(tasks, row)).toEqual({
      number: 0,
      lastStatus: PROVISIONING,
      isDesired: 1,
      isProtected: 0,
      isRetiring: 0,
      health: 0,
      taskDefinition: NONE,
      workload: NONE,
      deployment: NONE,
      request: NONE,
      group: NONE,
      capacityProvider: NONE,
      containerInstance: NONE,
      zone: NONE,
      subnet: NONE,
      strategyItem: 0,
      createdAtMs: 500,
      placedAtMs: Number.NaN,
      pullStartedAtMs: Number.NaN,
      pullStoppedAtMs: Number.NaN,
      startFailsAtMs: Number.NaN,
      startedAtMs: Number.NaN,
      programStartedAtMs: Number.NaN,
      exitsAtMs: Number.NaN,
      restart: 0,
      statusSinceMs: 500,
      durationMs: Number.NaN,
      stopCause: NONE,
      exitCode: NONE,
      startFailure: NONE,
      nextOnInstance: NONE,
      previousOnInstance: NONE,
      nextOfWorkload: NONE,
      previousOfWorkload: NONE,
    });
  });

  it('leaves nothing of an earlier task in a row that is used again', () => {
    const tasks = new TaskTable(1);
    const fresh = rowOf(tasks, tasks.create(7));
    const columns = Object.values(tasks).filter((column) => ArrayBuffer.isView(column));
    for (const column of columns) (column as Float64Array)[0] = 99;
    tasks.rows.release(0);
    const again = rowOf(tasks, tasks.create(7));
    expect(again).toEqual({ ...fresh, number: 1 });
  });

  it('keeps every column when it grows', () => {
    const tasks = new TaskTable(1);
    tasks.create(0);
    const columns = Object.entries(tasks).filter(([, column]) => ArrayBuffer.isView(column));
    for (const [, column] of columns) (column as Float64Array)[0] = 5;
    const before = rowOf(tasks, 0);
    expect(tasks.create(1)).toBe(1);
    expect(rowOf(tasks, 0)).toEqual(before);
    for (const [name] of columns) {
      const column = (tasks as unknown as Record<string, Float64Array>)[name]!;
      expect([name, column.length]).toEqual([name, tasks.rows.capacity]);
    }
  });

  it('tells since when a task has its status', () => {
    const tasks = new TaskTable(1);
    const row = tasks.create(0);
    tasks.setStatus(row, RUNNING, 30);
    expect([tasks.lastStatus[row], tasks.statusSinceMs[row]]).toEqual([RUNNING, 30]);
  });

  it('numbers healths so that a new row, all zero, is UNKNOWN', () => {
    expect(HEALTHY).not.toBe(0);
  });
});
