import { describe, expect, it } from 'vitest';
import { failures } from '../../../src/report/sections/failures.ts';
import { EVENT_STARTED_TASKS } from '../../../src/sim/record/recording.ts';
import { RESOURCE_MEMORY } from '../../../src/sim/state/failure-reasons.ts';
import { clusterResultOf, recordingOf, runOf, serviceEventsOf, workloadOf } from '../../recordings.ts';
import { build, rowTexts } from '../blocks.ts';

const workloads = [workloadOf(), workloadOf({ name: 'api' })];
const built = (parts: Parameters<typeof recordingOf>[0]) =>
  build(failures, runOf([clusterResultOf(recordingOf({ workloads, ...parts }))]));

describe('the failures', () => {
  it('name the reason and say it in the words of ECS (P12)', () => {
    const { rows } = built({ counts: { placementFailures: [0, 7] }, failureCounts: [[1, RESOURCE_MEMORY, 7]] });
    expect(rows[0].slice(0, 3)).toEqual(['api', 'RESOURCE:MEMORY', '7']);
    expect(rows[0][3]).toContain('insufficient memory available');
  });

  it('count why tasks stopped, for the services that had any', () => {
    const { tables } = built({ counts: { outOfMemoryKills: [3, 0], scaleInStops: [2, 0] } });
    expect(rowTexts(tables[0])).toEqual([['web', '0', '3', '0', '2', '0']]);
  });

  it('fold the service events away, oldest first, with their UTC time', () => {
    const { tables } = built({ serviceEvents: serviceEventsOf([[61_000, 0, EVENT_STARTED_TASKS, 2, -1]]) });
    expect(tables[0].isCollapsed).toBe(true);
    expect(rowTexts(tables[0])).toEqual([['2026-03-02 00:01:01', 'web', '(service web) has started 2 tasks.']]);
  });

  it('show the latest 200 events and say so', () => {
    const events = Array.from({ length: 250 }, (_, i) => [i * 1000, 0, EVENT_STARTED_TASKS, 1, -1] as const);
    const { tables } = built({ serviceEvents: serviceEventsOf(events) });
    expect(tables[0].caption).toBe('The latest 200 service events');
    expect(tables[0].rows).toHaveLength(200);
  });

  it('say so when nothing failed', () => {
    expect(built({}).notes).toEqual(['Every task was placed and started, and none ran out of memory.']);
  });
});
