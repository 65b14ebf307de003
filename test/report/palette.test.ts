import { describe, expect, it } from 'vitest';
import { categoryColour, colour, cssVariables, resolveColours, stepColours } from '../../src/report/palette.ts';

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const shades = (theme: 'light' | 'dark') =>
  Object.fromEntries(
    cssVariables(theme)
      .split(';')
      .map((declaration) => declaration.slice(2).split(':')),
  );

describe.each(['light', 'dark'] as const)('the %s palette', (theme) => {
  const shade = shades(theme);

  it.each(['ink', 'muted'])('has %s at a contrast of 4.5 to read (WCAG 1.4.3)', (name) => {
    expect(contrast(shade[name], shade.surface)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['registered', 'reserved', 'used', 'running', 'pending', 'desired', 'healthy', 'failed'])(
    'has %s at a contrast of 3 to see (WCAG 1.4.11)',
    (name) => {
      expect(contrast(shade[name], shade.surface)).toBeGreaterThanOrEqual(3);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('has category %i at a contrast of 3', (number) => {
    expect(contrast(shade[`category-${number}`], shade.surface)).toBeGreaterThanOrEqual(3);
  });

  it.each(['reserved', 'used'])('steps of %s go one way, away from the background', (scale) => {
    const steps = [0, 1, 2, 3, 4, 5].map((step) => contrast(shade[`${scale}-${step}`], shade.surface));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});

describe('a colour', () => {
  it('is a variable of the page with its light value to fall back on', () => {
    expect(colour('reserved')).toMatch(/^var\(--reserved, #[0-9a-f]{6}\)$/);
    expect(resolveColours(`<a fill="${colour('reserved')}">`)).toMatch(/^<a fill="#[0-9a-f]{6}">$/);
  });

  it('stays the last one for all categories beyond the palette', () => {
    expect(categoryColour(7)).toBe(categoryColour(70));
    expect(categoryColour(0)).not.toBe(categoryColour(1));
    expect(new Set(stepColours('used')).size).toBe(6);
  });
});
