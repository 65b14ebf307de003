import { describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../src/base/errors.ts';
import { loadOptional } from '../../src/base/optional-package.ts';

const failWith = (code: string | undefined) => () =>
  Promise.reject(Object.assign(new Error('no'), code === undefined ? {} : { code }));

describe('an optional package', () => {
  it('is loaded where it is installed', async () => {
    expect(await loadOptional(() => Promise.resolve({ a: 1 }), 'a', 'b')).toEqual({ a: 1 });
  });

  it('that is not installed is named in one line, with how to install it', async () => {
    const loading = loadOptional(failWith('ERR_MODULE_NOT_FOUND'), '@duckdb/node-api', 'plimsoll query');
    await expect(loading).rejects.toThrow(
      new EnvironmentError('plimsoll query needs a package that is not installed: npm install @duckdb/node-api'),
    );
  });

  it('that is broken is not hidden', async () => {
    await expect(loadOptional(failWith(undefined), 'a', 'b')).rejects.toThrow(/^no$/);
  });
});
