#!/usr/bin/env node
/**
 * The bin. It imports nothing of ours before it knows that this Node can run it, and turns on Node's compile cache,
 * which takes a third off the start.
 */
import { enableCompileCache } from 'node:module';

const NODE_MAJOR_MIN = 22;

if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR_MIN) {
  process.stderr.write(
    `plimsoll needs Node ${NODE_MAJOR_MIN}.12 or later; this is Node ${process.versions.node} (${process.execPath}).\n`,
  );
  process.exit(2);
}
enableCompileCache?.();
const { runProgram } = await import('./program.ts');
process.exitCode = await runProgram(process.argv.slice(2));
