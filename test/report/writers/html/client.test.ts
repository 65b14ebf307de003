import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { CLIENT_SCRIPT } from '../../../../src/report/writers/html/client.ts';

describe('the script of the page', () => {
  it('is JavaScript that cannot end its own element', () => {
    expect(() => new Script(CLIENT_SCRIPT)).not.toThrow();
    expect(CLIENT_SCRIPT).not.toMatch(/<\/script|<!--/);
  });

  it('has Vega interpret its expressions: the page forbids Function()', () => {
    expect(CLIENT_SCRIPT).toContain('ast: true');
    expect(CLIENT_SCRIPT).not.toMatch(/\beval\b|new Function/);
  });

  it('resolves the very colours that a file has', () => {
    expect(CLIENT_SCRIPT).toContain(String.raw`/var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)/g`);
  });
});
