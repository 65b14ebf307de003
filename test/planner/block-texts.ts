/** What blocks of a report say, as text. */
import type { Block } from '../../src/report/report.ts';

export function texts(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'note') return block.lines.join('\n');
      if (block.kind === 'headline')
        return block.figures.map(({ label, value, detail }) => `${label}: ${value} (${detail})`).join('\n');
      return block.kind === 'table' ? block.rows.map((row) => row.map(({ text }) => text).join(' | ')).join('\n') : '';
    })
    .join('\n');
}
