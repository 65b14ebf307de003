import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/base/errors.ts';
import { traceLengthMs } from '../../../src/scenario/loads/trace.ts';
import { readTraceFile, type TraceFileOptions } from '../../../src/scenario/loads/trace-file.ts';
import { corpus } from '../ecs/samples.ts';

function points(text: string, options: TraceFileOptions = {}, fileName = 't.csv') {
  const { value, issues } = readTraceFile(text, fileName, options);
  if (value === undefined) throw new Error(issues.map(formatIssue).join('\n'));
  return { at: [...value.atMs], values: [...value.values] };
}

function issues(text: string, options: TraceFileOptions = {}, fileName = 't.csv'): string[] {
  return readTraceFile(text, fileName, options).issues.map(formatIssue);
}

describe('CSV traces', () => {
  it('newest first is put in order', () => {
    const text = 'timestamp,value\n2014-04-10 00:10:00,3\n2014-04-10 00:05:00,2\n2014-04-10 00:00:00,1\n';
    const start = Date.UTC(2014, 3, 10);
    expect(points(text)).toEqual({ at: [start, start + 300_000, start + 600_000], values: [1, 2, 3] });
  });

  it('of two rows of one time the later in the file counts', () => {
    expect(points('minute,value\n0,1\n1,2\n0,9\n')).toEqual({ at: [0, 60_000], values: [9, 2] });
  });

  it('a column is chosen by name; without one it must be clear', () => {
    const text = 'minute,requests,peak_second\n0,42,5\n1,62,4\n';
    expect(points(text, { column: 'requests' }).values).toEqual([42, 62]);
    expect(issues(text)).toEqual([
      't.csv:1:1: found columns minute, requests, peak_second, expected column: the name of the one that is meant',
    ]);
    expect(issues(text, { column: 'request' })).toEqual([
      't.csv:1:1: found columns minute, requests, peak_second, expected a column request; did you mean "requests"?',
    ]);
  });

  it('a row with more cells than there are columns, as of a decimal comma, is refused; empty cells at the end are nothing', () => {
    expect(issues('time,value\n0,1,5\n1,2\n')).toEqual([
      't.csv:2:5: found a row of 3 cells, expected at most 2, one for each column',
    ]);
    expect(points('time,value\n0,1,\n1,2, \n').values).toEqual([1, 2]);
  });

  it('a value beyond any figure of a cluster is refused: no sum of such is a number', () => {
    expect(issues('time,value\n0,1e308\n')).toEqual([
      't.csv:2:3 value: found "1e308", expected a number from 0 to 1000000000000000',
    ]);
  });

  it('rows without names are times and values', () => {
    expect(points('0,5\n60,6\n')).toEqual({ at: [0, 60_000], values: [5, 6] });
  });

  it('the time may stand last, and in a unit of its own', () => {
    expect(points('value,slot\n5,0\n6,1\n', { timeColumn: 'slot', timeUnitMs: 300_000 }).at).toEqual([0, 300_000]);
  });

  it('bad rows come with their places, all at once', () => {
    expect(issues('timestamp,value\n2014-04-10 00:04:00,94\nsoon,56\n2014-04-10 00:14:00,-2\n')).toEqual([
      't.csv:3:1 timestamp: found "soon", expected a time such as 2014-04-10 00:04:00, or a number',
      't.csv:4:21 value: found "-2", expected a number from 0 to 1000000000000000',
    ]);
  });

  it('a file without rows is refused', () => {
    expect(issues('timestamp,value\n')).toEqual(['t.csv:1:1: found no rows, expected times and values']);
  });
});

describe('JSON of CloudWatch', () => {
  it('is told by its name or its first sign', () => {
    const text = '{"Datapoints": [{"Timestamp": "2026-01-05T00:00:00Z", "Sum": 3}]}';
    expect(points(text, {}, 'm.json').values).toEqual([3]);
    expect(points(text, {}, 'm.txt').values).toEqual([3]);
  });
});

describe.skipIf(!existsSync(corpus))('the real traces', () => {
  const file = (name: string) => readFileSync(`${corpus}/traces/${name}`, 'utf8');

  it('reads two weeks of an Elastic Load Balancer', () => {
    const text = file('numenta__NAB__data--realAWSCloudwatch--elb_request_count_8c0756.csv');
    const { at, values } = points(text);
    expect(at).toHaveLength(4032);
    expect(values[0]).toBe(94);
    expect(at[0]).toBe(Date.UTC(2014, 3, 10, 0, 4));
    expect(traceLengthMs(readTraceFile(text, 't.csv', {}).value!)).toBe(14 * 86_400_000 + 40 * 60_000);
  });

  it('reads NASA’s 84,333 minutes and their 3,461,610 requests', () => {
    const text = file('reconfigurable-ml-pipeline__web-service-datasets__dataset--nasa--workload.tbz2--per-minute.csv');
    const { at, values } = points(text, { column: 'requests' });
    expect(at.at(-1)).toBe(84_332 * 60_000);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(3_461_610);
  });

  it('reads the five-minute slots of PlanetLab', () => {
    const text = file(
      'Cloudslab__cloudsim__modules--cloudsim-examples--src--main--resources--workload--planetlab--20110306--cpu.csv',
    );
    const options = { timeColumn: 'slot_5min', timeUnitMs: 300_000, column: 'planetlab2_cs_colorado_edu_uw_seattle' };
    expect(points(text, options)).toMatchObject({ at: expect.arrayContaining([0, 287 * 300_000]) as number[] });
  });
});
