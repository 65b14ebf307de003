/**
 * `npm run gallery`: the report of every sample under reports/. Committed of each are summary.json, report.md with its
 * charts and cost.csv, and report.html of the demo alone (.gitignore says so); test/gallery.test.ts compares them.
 */
import { execFileSync } from 'node:child_process';
import { filesBelow, root } from '../test/sources.ts';

for (const scenario of filesBelow('scenarios', ['.yaml']).filter((path) => path.split('/').length === 2)) {
  execFileSync(process.execPath, ['src/cli/main.ts', 'run', scenario, '--quiet'], { cwd: root, stdio: 'inherit' });
}
