import { expect, it } from 'vitest';
import { hasPlaceholder } from '../../../src/scenario/ecs/placeholder.ts';

it.each(['<family>', 'svc-{{ env }}', ['$', '{IMAGE}'].join(''), '$APP_IMAGE', '%NAME%'])(
  '%s holds a placeholder',
  (text) => {
    expect(hasPlaceholder(text)).toBe(true);
  },
);

it.each(['web', 'a < b', 'costs $5', '100%'])('%s holds none', (text) => {
  expect(hasPlaceholder(text)).toBe(false);
});
