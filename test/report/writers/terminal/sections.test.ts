import { describe, expect, it } from 'vitest';
import { summarise } from '../../../../src/report/summary.ts';
import {
  costTable,
  deploymentTable,
  failureLines,
  scalingTable,
  utilizationTable,
  wasteTable,
  workloadTable,
} from '../../../../src/report/writers/terminal/sections.ts';
import { RESOURCE_MEMORY } from '../../../../src/sim/state/failure-reasons.ts';
import {
  clusterResultOf,
  ec2MeterOf,
  ec2PoolOf,
  fargateMeterOf,
  fargatePoolOf,
  pendingTimesOf,
  recordingOf,
  runOf,
  workloadOf,
} from '../../../recordings.ts';

const summary = summarise(
  runOf([
    clusterResultOf(
      recordingOf({
        pools: [
          ec2PoolOf(),
          ec2PoolOf({
            instanceType: 'c5.large',
            purchaseOption: 'spot',
            instanceCpuUnits: 2048,
            instanceMemoryMiB: 4096,
          }),
          fargatePoolOf(),
        ],
        workloads: [
          workloadOf(),
          workloadOf({ name: 'etl', kind: 'standalone', schedulingStrategy: null, hasLoad: false }),
        ],
        ec2: [
          ec2MeterOf([3600, 3600], { rootVolumeGiB: 0 }),
          ec2MeterOf([3600, 3600], { pool: 1, instanceType: 'c5.large', purchaseOption: 'spot', rootVolumeGiB: 0 }),
        ],
        fargate: [fargateMeterOf([3600, 0], { pool: 2, workload: 1 })],
        poolLevels: {
          instances: [
            [1, 1],
            [1, 1],
          ],
          runningTasks: [[2, 2], [], [1, 0]],
          registeredCpuUnits: [[4096, 4096], [2048, 2048], [1024]],
          reservedCpuUnits: [[2048, 2048], [], [1024]],
          registeredMemoryMiB: [[16384, 16384], [4096, 4096], [2048]],
          reservedMemoryMiB: [[8192, 8192], [], [2048]],
          measuredCpuUnits: [[2048, 2048]],
          usedCpuUnits: [[512, 1024]],
        },
        workloadLevels: {
          desiredTasks: [[2, 2]],
          runningTasks: [
            [2, 2],
            [1, 0],
          ],
          reservedCpuUnits: [[2048, 2048]],
          usedCpuUnits: [[512, 1024]],
        },
        pendingTimes: [pendingTimesOf({ count: 2, p95Ms: 42_000 }), pendingTimesOf()],
        counts: { outOfMemoryKills: [3, 0], startFailures: [0, 1], runTaskFailures: [0, 2] },
        failureCounts: [
          [0, RESOURCE_MEMORY, 12],
          [1, RESOURCE_MEMORY, 2],
        ],
      }),
    ),
  ]),
);
const [cluster] = summary.clusters;
const cellsOf = (table: { readonly rows: readonly { readonly cells: readonly string[] }[] }) =>
  table.rows.map(({ cells }) => cells);

describe('the terminal tables', () => {
  it('have as many cells in each row as there are columns', () => {
    for (const table of [
      costTable(summary),
      utilizationTable(cluster),
      workloadTable(cluster),
      wasteTable(summary.waste),
    ]) {
      for (const cells of cellsOf(table)) expect(cells).toHaveLength(table.columns.length);
    }
  });

  it('show quantity × rate, a month, the share, an asterisk on estimates, and the total', () => {
    const rows = cellsOf(costTable(summary));
    expect(rows[0]).toEqual([
      'm5.xlarge Linux on demand',
      'EC2',
      '2.00',
      'hour',
      '$0.192',
      '$0.38',
      '$140.16',
      '76.6%',
    ]);
    expect(rows[1].slice(0, 5)).toEqual(['c5.large Linux Spot', 'EC2', '2.00', 'hour', '$0.034*']);
    expect(rows.at(-1)).toEqual(['total', '', '', '', '', '$0.50', '$183.00', '100.0%']);
  });

  it('show each capacity provider, the instance types of a mixed one, and the total', () => {
    expect(
      cellsOf(utilizationTable(cluster)).map(([name, instances, , reserved, used, peak]) => [
        name,
        instances,
        reserved,
        used,
        peak,
      ]),
    ).toEqual([
      ['general', '2/2/2', '33.3%', '12.5%', '16.7%'],
      ['  m5.xlarge', '1/1/1', '50.0%', '18.8%', '25.0%'],
      ['  c5.large Spot', '1/1/1', '0.0%', '-', '-'],
      ['FARGATE', '-', '100.0%', '-', '-'],
      ['total', '2/2/2', '38.5%', '11.5%', '16.7%'],
    ]);
  });

  it('show a workload’s tasks, p95 of pending, use, cost per task-hour, and idle capacity as a row', () => {
    const [web, etl, idle] = cellsOf(workloadTable(cluster));
    expect(web.slice(0, 6)).toEqual(['web', '2', '2/2/2', '42s', '37.5%', '-']);
    expect(etl.slice(0, 7)).toEqual(['etl', '-', '0/0.5/1', '-', '-', '-', '$0.0494']);
    expect(idle[0]).toBe('idle capacity');
  });

  it('show the deployments that need a look where there are many: FAILED, never ended, with failed tasks', () => {
    const one = {
      service: 'web',
      taskDefinition: 'web:1',
      status: 'INACTIVE' as const,
      rolloutState: 'COMPLETED' as const,
      rolloutStateReason: '',
      start: '2026-01-05T00:00:00Z',
      end: '2026-01-05T00:05:00Z',
      seconds: 300,
      failedTasks: 0,
      tasksMax: 2,
      healthyTasksMin: 1,
    };
    const usual = Array.from({ length: 1200 }, (_, i) => ({ ...one, id: `ecs-svc/web-${i}` }));
    const failed = { ...one, id: 'failed', service: 'bad', rolloutState: 'FAILED' as const };
    const endless = { ...one, id: 'endless', service: 'slow', end: null, seconds: null };
    const crashed = { ...one, id: 'crashed', service: 'crash', failedTasks: 7 };
    const rows = cellsOf(deploymentTable({ ...cluster, deployments: [...usual, crashed, endless, failed] }));
    expect(rows).toHaveLength(21);
    expect(rows.slice(-4).map(([name]) => name)).toEqual(['crash', 'slow', 'bad', 'and 1,183 more']);
    expect(cellsOf(deploymentTable({ ...cluster, deployments: [failed, crashed] }))).toHaveLength(2);
  });

  it('show who was scaled how often, the busiest ten in the order of the scenario', () => {
    const scaling = Array.from({ length: 12 }, (_, i) => {
      const kind = i === 11 ? ('capacity-provider' as const) : ('service' as const);
      return { kind, name: `s${i}`, scaleOuts: 1000 + (i % 3), scaleIns: i < 2 ? 0 : 5, least: 2, most: 40 };
    });
    const rows = cellsOf(scalingTable({ ...cluster, scaling }));
    expect(rows).toHaveLength(11);
    expect(rows[0]).toEqual(['s2', 'tasks', '2 to 40', '1,002', '5']);
    expect(rows[9]).toEqual(['s11', 'instances', '2 to 40', '1,002', '5']);
    expect(rows[10][0]).toBe('and 2 more with fewer scaling actions');
    expect(cellsOf(scalingTable(cluster))).toEqual([]);
  });

  it('show the waste and what is no waste', () => {
    expect(cellsOf(wasteTable(summary.waste)).map(([name]) => name)).toEqual([
      'paid for and not reserved',
      'reserved and not used',
      'wasted',
      'reserved, use not known',
      'used',
    ]);
  });

  it('P12: show what failed and why', () => {
    const lines = failureLines(cluster);
    expect(lines.map(({ times, workload }) => [workload, times])).toEqual([
      ['web', 12],
      ['web', 3],
      ['etl', 2],
      ['etl', 2],
      ['etl', 1],
    ]);
    expect(lines[0].text).toMatch(/^RESOURCE:MEMORY: \(service web\) was unable to place a task/);
    expect(lines[1].text).toMatch(/^tasks killed: OutOfMemoryError/);
    expect(lines[2].text).toBe('placements that found no instance: RESOURCE:MEMORY');
    expect(lines[3].text).toBe('tasks refused by RunTask');
    expect(lines[4].text).toBe('failed to start: CannotStartContainerError: the start failed');
  });
});
