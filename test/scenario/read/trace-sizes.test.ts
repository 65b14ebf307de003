import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/base/errors.ts';
import { readArrivalTrace } from '../../../src/scenario/loads/arrival-trace.ts';
import { FARGATE_CPU_MAX, FARGATE_MEMORY_MAX, traceSizeIssues } from '../../../src/scenario/read/trace-sizes.ts';

function issues(text: string): string[] {
  return traceSizeIssues(readArrivalTrace([text], 'a.csv', { trace: 'a.csv' }).value!).map(formatIssue);
}

describe('sizes of a trace on Fargate', () => {
  it('end at 16 vCPU and 120 GB (P1.12)', () => {
    expect([FARGATE_CPU_MAX, FARGATE_MEMORY_MAX]).toEqual([16_384, 122_880]);
    expect(issues('arrival,cpu,memory\n0,16384,122880\n')).toEqual([]);
  });

  it('the first row beyond is named by its line', () => {
    expect(issues('arrival,cpu,memory\n5,256,122881\n0,256,512\n9,99999,1\n')).toEqual([
      'a.csv:2:1: found 256 CPU units and 122881 MiB, expected at most 16384 and 122880, the largest size of Fargate',
    ]);
  });

  it('a trace without sizes has none too large', () => {
    expect(issues('arrival\n0\n')).toEqual([]);
  });
});
