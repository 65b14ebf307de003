/** Runs the command line as a process of its own, from source. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../sources.ts';

export const mainFile = join(root, 'src/cli/main.ts');

export interface ProcessResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProcessOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

export function plimsoll(args: readonly string[], options: ProcessOptions = {}): ProcessResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...(options.nodeOptions ?? []), mainFile, ...args], {
    cwd: options.cwd ?? root,
    input: options.input ?? '',
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}
