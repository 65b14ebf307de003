import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { standaloneFile } from '../../src/report/vega-files.ts';

describe('the single files of Vega', () => {
  it.each(['vega', 'vega-lite', 'vega-embed'] as const)(
    '%s lies beside the module that its package exports',
    (name) => {
      const file = standaloneFile(name);
      expect(file.endsWith(`/${name}.min.js`)).toBe(true);
      expect(readFileSync(file, 'utf8').length).toBeGreaterThan(10_000);
    },
  );
});
