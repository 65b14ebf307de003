import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../src/cli/templates.ts';
import { root } from '../sources.ts';

describe('a template of plimsoll init', () => {
  it('is read as it lies in src/cli/init', () => {
    expect(readTemplate('web.json')).toBe(readFileSync(join(root, 'src/cli/init/web.json'), 'utf8'));
  });

  it('that nobody wrote is a defect of ours', () => {
    expect(() => readTemplate('none.json')).toThrow('ENOENT');
  });
});
