import { COMMITMENT_KINDS } from '../../../pricing/commitment-offers.ts';
import type { Block, Table } from '../../report.ts';
import { ESTIMATE_LINE, kindName, termsName } from '../../sections/commitments.ts';
import { isEstimated, turnedWinners } from '../compared-commitments.ts';
import type { ComparedCommitment, ComparisonSummary } from '../comparison-schema.ts';
import { type MatrixRow, matrices } from './matrices.ts';

/** What every variant costs with each commitment at its best level, and whether that turns which is the cheapest. */
export function commitmentBlocks(comparison: ComparisonSummary): Block[] {
  const { commitments = [] } = comparison;
  if (commitments.length === 0) return [];
  const turned = turnedWinners(comparison);
  const lines = [
    ...(turned.length === 0 ? ['The cheapest variant is the same with each of these commitments as without.'] : turned),
    'The whole bill, in each replication with the commitment that is best for it; what is used in the run is taken for ' +
      'the whole term, and what is paid upfront is spread over it. Spot takes no commitment. The report of a run has ' +
      'the levels; commitments.csv has the differences.',
    ...(commitments.some(isEstimated) ? [ESTIMATE_LINE] : []),
  ];
  return [{ kind: 'note', tone: 'plain', lines }, ...COMMITMENT_KINDS.flatMap((kind) => kindTable(comparison, kind))];
}

/** The costs with one kind of commitment, under those without. */
function kindTable(comparison: ComparisonSummary, kind: ComparedCommitment['kind']): Table[] {
  const { commitments = [], figures } = comparison;
  const { variants } = figures.find(({ name }) => name === 'usdPerMonth')!;
  const rows = commitments
    .filter((one) => one.kind === kind)
    .map((one): MatrixRow => {
      const label = termsName({ ...one, estimate: isEstimated(one) });
      return { label, unit: 'usd', variants: one.usdPerMonth };
    });
  const none: MatrixRow = { label: 'no commitment', unit: 'usd', variants };
  return matrices(comparison, `Cost per month: ${kindName(kind)}`, [none, ...rows]).slice(0, 1);
}
