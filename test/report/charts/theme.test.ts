import { describe, expect, it } from 'vitest';
import { pageSpec, standaloneSpec, toRows } from '../../../src/report/charts/theme.ts';
import { containerInstances } from '../../../src/report/sections/container-instances.ts';
import { utilization } from '../../../src/report/sections/utilization.ts';
import { build } from '../blocks.ts';
import { weekRun } from '../weeks.ts';

const charts = [utilization, containerInstances].flatMap((section) => build(section, weekRun(6)).charts);

describe('the specification for a page', () => {
  it('is as wide as its container, has no data and leaves the legend to the page', () => {
    for (const chart of charts) {
      const text = JSON.stringify(pageSpec(chart));
      expect(text).toContain('"width":"container"');
      expect(text).not.toContain('"datasets"');
      expect(text).toContain('"legend":null');
      expect(text).not.toContain('"gradientLength"');
    }
  });

  it('tells in words what is drawn', () => {
    expect(pageSpec(charts[0]).description).toBe(charts[0].description);
  });
});

describe('the specification for a file', () => {
  it('has its data and nothing that waits for a pointer', () => {
    const spec = standaloneSpec(charts[0]);
    expect(JSON.stringify(spec)).not.toContain('"params"');
    expect(Object.keys(spec.datasets as object)).toEqual(['points']);
  });

  it('turns columns into rows', () => {
    expect(toRows({ a: [1, 2], b: ['x', null] })).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: null },
    ]);
    expect(toRows({})).toEqual([]);
  });
});
