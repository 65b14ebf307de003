import { describe, expect, it } from 'vitest';
import { failures } from '../../../src/report/sections/failures.ts';
import { RESOURCE_MEMORY } from '../../../src/sim/state/failure-reasons.ts';
import { clusterResultOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
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
    expect(rowTexts(tables[0])).toEqual([['web', '0', '3', '0', '0', '2', '0']]);
  });

  it('P1.25: tell of containers that were restarted in place, which stopped no task', () => {
    const { notes, tables } = built({ counts: { containerRestarts: [1200, 34] } });
    expect(notes.at(-1)).toBe(
      '1,234 containers were restarted in place after an exit (restartPolicy); the tasks went on.',
    );
    expect(tables).toEqual([]);
    expect(built({ counts: { containerRestarts: [1, 0] } }).notes.at(-1)).toContain('1 container was');
  });

  it('tell of the incidents of the scenario, and what each took with it', () => {
    const outage = { kind: 'zone-outage' as const, subject: 'us-east-1a', atMs: 60_000, untilMs: 3_600_000 };
    const { tables } = built({ incidents: [{ ...outage, instances: 2, tasks: 1234, takesDown: ['NAT gateway a'] }] });
    expect(rowTexts(tables[0])).toEqual([
      [
        'Outage of the Availability Zone us-east-1a',
        '2026-03-02 00:01',
        '2026-03-02 01:00',
        '2',
        '1,234',
        'NAT gateway a',
      ],
    ]);
  });

  it('say so when nothing failed', () => {
    expect(built({}).notes).toEqual(['Every task was placed and started, and none ran out of memory.']);
  });
});
