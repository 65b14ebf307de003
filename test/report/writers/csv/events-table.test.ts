import { describe, expect, it } from 'vitest';
import { eventsTable } from '../../../../src/report/writers/csv/events-table.ts';
import { EVENT_STEADY_STATE } from '../../../../src/sim/record/recording.ts';
import { clusterResultOf, recordingOf, runOf, serviceEventsOf, workloadOf } from '../../../recordings.ts';

describe('events.csv', () => {
  it('has a row for every event, with its instant and subject', () => {
    const serviceEvents = serviceEventsOf([[1500, 0, EVENT_STEADY_STATE, -1, -1]]);
    const { header, rows } = eventsTable(
      runOf([clusterResultOf(recordingOf({ workloads: [workloadOf()], serviceEvents }))]),
    );
    expect([...rows]).toEqual([
      [
        'shop',
        '2026-03-02T00:00:01.500Z',
        'service',
        'web',
        'STEADY_STATE',
        '(service web) has reached a steady state.',
      ],
    ]);
    expect(header).toHaveLength(6);
  });
});
