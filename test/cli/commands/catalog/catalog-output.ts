import { afterEach, beforeEach, vi } from 'vitest';
import { catalogCommand } from '../../../../src/cli/commands/catalog.ts';

let printed = '';

/** Call once at the top of a test file: keeps what is printed away from the terminal, and colour out of it. */
export function capturePrinted(): void {
  beforeEach(() => {
    vi.stubEnv('NO_COLOR', '1');
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
}

/** What `plimsoll catalog …` prints. */
export async function catalog(...args: string[]): Promise<string> {
  printed = '';
  const command = catalogCommand();
  for (const each of [command, ...command.commands]) {
    each.exitOverride().configureOutput({ writeErr: () => undefined });
  }
  await command.parseAsync(args, { from: 'user' });
  return printed;
}

export async function catalogLines(...args: string[]): Promise<string[]> {
  return (await catalog(...args)).split('\n');
}

export async function catalogJson<Row>(...args: string[]): Promise<Row[]> {
  return JSON.parse(await catalog(...args, '--format', 'json'));
}
