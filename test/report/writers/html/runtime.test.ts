import { describe, expect, it } from 'vitest';
import { readRuntime } from '../../../../src/report/writers/html/runtime.ts';

describe('the runtime', () => {
  const scripts = readRuntime();

  it('is Vega, Vega-Lite and vega-embed, in this order', () => {
    expect(scripts).toHaveLength(3);
    expect(scripts.map((code) => /\.(vega|vegaLite|vegaEmbed)=/.exec(code.slice(0, 600))?.[1])).toEqual([
      'vega',
      'vegaLite',
      'vegaEmbed',
    ]);
  });

  it('cannot end its script element and asks for no source map', () => {
    for (const code of scripts) expect(code).not.toMatch(/<\/script|<!--|sourceMappingURL/);
  });
});
