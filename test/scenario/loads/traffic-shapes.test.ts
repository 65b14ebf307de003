import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/scenario/loads/csv.ts';
import { TRAFFIC_SHAPES } from '../../../src/scenario/loads/traffic-shapes.ts';
import { corpus } from '../ecs/samples.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the table of shapes', () => {
  it.each(Object.entries(TRAFFIC_SHAPES))(
    '%s has 24 hours of two kinds of day, the workday of mean 1, and 7 weekdays',
    (_, shape) => {
      expect([shape.workday.length, shape.weekend.length, shape.weekdays.length]).toEqual([24, 24, 7]);
      expect(mean(shape.workday)).toBeCloseTo(1, 2);
    },
  );
});

describe.skipIf(!existsSync(corpus))('the shape of NASA’s web', () => {
  const file = 'reconfigurable-ml-pipeline__web-service-datasets__dataset--nasa--workload.tbz2--per-minute.csv';

  it('agrees with plain means over the four weeks from Monday, 3 July 1995', () => {
    const { rows } = parseCsv(readFileSync(`${corpus}/traces/${file}`, 'utf8'));
    const requests = rows.map((row) => Number(row.cells[1]));
    const hourOf = (day: number, hour: number) =>
      mean(requests.slice((day * 24 + hour) * 60, (day * 24 + hour + 1) * 60));
    // 1 July 1995 was a Saturday. The Fourth of July and its bridge are no workdays.
    const workdays = [5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24, 25, 26];
    const hours = Array.from({ length: 24 }, (_, hour) => mean(workdays.map((day) => hourOf(day, hour))));
    const { workday } = TRAFFIC_SHAPES['nasa-web'];
    const scale = mean(hours);
    expect(Math.max(...hours.map((value, hour) => Math.abs(value / scale - workday[hour]!)))).toBeLessThan(0.25);
  });
});
