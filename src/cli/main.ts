#!/usr/bin/env node
/**
 * The bin. It imports nothing of ours before it knows that this Node can run it, and turns on Node's compile cache,
 * which shortens the next start.
 */
import module from 'node:module';

/** As `engines` in package.json has it. */
const NODE_MAJOR_MIN = 22;
const NODE_MINOR_MIN = 12;

const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
if (major < NODE_MAJOR_MIN || (major === NODE_MAJOR_MIN && minor < NODE_MINOR_MIN)) {
  const found = `this is Node ${process.versions.node} (${process.execPath})`;
  process.stderr.write(`plimsoll needs Node ${NODE_MAJOR_MIN}.${NODE_MINOR_MIN} or later; ${found}.\n`);
  process.exit(2);
}
module.enableCompileCache();
const { runProgram } = await import('./program.ts');
process.exitCode = await runProgram(process.argv.slice(2));
