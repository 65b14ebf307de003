import { describe, expect, it } from 'vitest';
import { events } from '../../../src/report/sections/events.ts';
import { EVENT_PLACEMENT_FAILURE, EVENT_STARTED_TASKS } from '../../../src/sim/record/recording.ts';
import { clusterResultOf, recordingOf, runOf, serviceEventsOf, workloadOf } from '../../recordings.ts';
import { build } from '../blocks.ts';

const started = serviceEventsOf([[61_000, 0, EVENT_STARTED_TASKS, 2, -1]]);
const resultOf = (parts: Parameters<typeof recordingOf>[0]) =>
  clusterResultOf(recordingOf({ workloads: [workloadOf()], ...parts }));

describe('the events', () => {
  it('are told with their UTC time, whom they concern, and what happened', () => {
    const { rows, tables } = build(events, runOf([resultOf({ serviceEvents: started })]));
    expect(rows).toEqual([
      ['2026-03-02 00:01:01', 'service web', 'started tasks', '(service web) has started 2 tasks.'],
    ]);
    expect(tables[0].filters?.map((column) => tables[0].columns[column].title)).toEqual(['Subject', 'Kind']);
  });

  it('of several clusters stand in one table, by time, that can be sifted by cluster', () => {
    const later = serviceEventsOf([[0, 0, EVENT_STARTED_TASKS, 1, -1]]);
    const run = runOf([resultOf({ serviceEvents: started }), resultOf({ clusterName: 'lab', serviceEvents: later })]);
    const { rows, tables } = build(events, run);
    expect(rows.map(([, cluster]) => cluster)).toEqual(['lab', 'shop']);
    expect(tables[0].filters).toEqual([1, 2, 3]);
  });

  it('beyond what a page holds are counted, and failures are among those that are shown', () => {
    const many = Array.from({ length: 1000 }, (_, i) => {
      return [i * 1000, 0, i === 0 ? EVENT_PLACEMENT_FAILURE : EVENT_STARTED_TASKS, 1, -1] as const;
    });
    const { rows, tables } = build(events, runOf([resultOf({ serviceEvents: serviceEventsOf(many) })]));
    expect(tables[0].caption).toMatch(/^800 of 1,000 events: .*events\.csv has all$/);
    expect(rows).toHaveLength(800);
    expect(rows[0][2]).toBe('placement failure');
  });

  it('that the recording did not keep are counted', () => {
    const { notes } = build(events, runOf([resultOf({ serviceEvents: { ...started, older: 1234 } })]));
    expect(notes[0]).toContain('1,234 older service events');
  });

  it('say so when there are none', () => {
    expect(build(events, runOf([resultOf({})])).notes).toEqual(['Nothing happened.']);
  });
});
