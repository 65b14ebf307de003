import { expect, it } from 'vitest';
import { packageVersion } from '../../src/base/version.ts';

it('the version is that of package.json, a semantic one', () => {
  expect(packageVersion()).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
});
