import type { ClusterState } from '../../sim/state/cluster-state.ts';
import { MEMBER_OF } from '../../sim/state/failure-reasons.ts';
import type { TaskRequest } from '../../sim/state/task-request.ts';
import { formatExpression } from '../query-language/format.ts';
import { parseExpression } from '../query-language/parse.ts';
import { InstanceFilter, type StageContext } from '../stage.ts';
import { compileCondition } from './instance-condition.ts';
import type { InstanceCondition } from './registration-condition.ts';

/**
 * `memberOf`: only instances that the cluster query language expression selects (P3.16 to P3.21).
 *
 * @throws ExpressionSyntaxError when the expression cannot be read; a scenario's have been checked before
 */
export function memberOf(expression: string, { cluster }: StageContext): InstanceFilter {
  const parsed = parseExpression(expression);
  return new MemberOf(`memberOf(${formatExpression(parsed)})`, compileCondition(parsed, cluster));
}

class MemberOf extends InstanceFilter {
  readonly name: string;
  private readonly condition: InstanceCondition;

  constructor(name: string, condition: InstanceCondition) {
    super();
    this.name = name;
    this.condition = condition;
  }

  override takesTemplate(template: number, cluster: ClusterState): boolean | null {
    return this.condition.ofTemplate(template, cluster);
  }

  failures(row: number, _request: TaskRequest, cluster: ClusterState): number {
    return this.condition.holds(row, cluster) ? 0 : 1 << MEMBER_OF;
  }
}
