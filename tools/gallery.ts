/**
 * `npm run gallery`: the report of every sample under reports/. Committed of each are summary.json, report.md with its
 * charts and cost.csv, and report.html of the demo alone (.gitignore says so); test/gallery.test.ts compares them.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../test/sources.ts';
import { samples } from './samples.ts';

for (const { command, name } of samples()) {
  // A sweep never replaces results.
  if (command[0] === 'sweep') rmSync(join(root, 'reports', name), { recursive: true, force: true });
  execFileSync(process.execPath, ['src/cli/main.ts', ...command], { cwd: root, stdio: 'inherit' });
}
