/** Runs the command line as it is published, built into dist/: each time a process of its own, which tells its time. */
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What the process runs before plimsoll. A run lets others have their turn before its first event, and then 400
 * times, the last one when it has ended: what comes after it is the report.
 */
const PRELOAD = `
  const { writeSync } = require('node:fs');
  const timers = require('node:timers/promises');
  const { setImmediate } = timers;
  let last = { ms: 0, cpu: undefined };
  timers.setImmediate = () => {
    if (process.env.UNTIL === 'first event') process.exit();
    last = { ms: performance.now(), cpu: process.cpuUsage() };
    return setImmediate();
  };
  const cpuMs = ({ user, system }) => (user + system) / 1000;
  const told = () => ({
    cpuMs: cpuMs(process.cpuUsage()),
    ms: performance.now(),
    cpuMsSinceTurn: cpuMs(process.cpuUsage(last.cpu)),
    msSinceTurn: performance.now() - last.ms,
  });
  if (require('node:worker_threads').isMainThread) {
    process.on('exit', () => writeSync(2, 'TOLD ' + JSON.stringify(told())));
  }
`;

/** What a process took, by the clock and of CPU with all its threads: as a whole, and since the last turn it gave. */
export interface Told {
  readonly ms: number;
  readonly cpuMs: number;
  readonly msSinceTurn: number;
  readonly cpuMsSinceTurn: number;
}

let isBuilt = false;
/** Once for all benches. */
export function buildCommandLine(): void {
  if (!isBuilt) execFileSync(process.execPath, ['tools/build.ts'], { cwd: root, stdio: 'inherit' });
  isBuilt = true;
}

/** One command; `folder` is one of the bench's own. The process goes to its end or to the first event of its run. */
export function runCommandLine(args: readonly string[], folder: string, until: 'end' | 'first event' = 'end'): Told {
  return runNode(['dist/cli/main.js', ...args], folder, until);
}

/** Node with nothing to do: what a start cannot be below here and now. */
export function runNodeAlone(folder: string): Told {
  return runNode(['--eval', ''], folder, 'end');
}

function runNode(args: readonly string[], folder: string, until: string): Told {
  const preload = join(folder, 'preload.cjs');
  writeFileSync(preload, PRELOAD);
  const { stderr } = spawnSync(process.execPath, ['--require', preload, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, UNTIL: until },
  });
  const told = /TOLD (.*)$/.exec(stderr);
  if (told === null) throw new Error(`${args.join(' ')} did not end: ${stderr}`);
  return JSON.parse(told[1]) as Told;
}
