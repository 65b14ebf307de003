import { NONE } from '../../base/units.ts';
import type { ClusterState } from '../../sim/state/cluster-state.ts';
import { ec2InstanceIdOf } from '../../sim/state/container-instances.ts';
import { growUint8 } from '../../sim/state/rows.ts';
import type { Expression } from '../query-language/ast.ts';
import { dependenciesOf } from '../query-language/dependencies.ts';
import { compileExpression, type InstanceFacts, type InstancePredicate } from '../query-language/evaluate.ts';

export interface InstanceCondition {
  /** Whether that container instance is selected, now. */
  holds(row: number, cluster: ClusterState): boolean;
  /** Whether every instance of that launch template is, for good; null where they differ or change. */
  ofTemplate(template: number, cluster: ClusterState): boolean | null;
}

/** Answers by launch template: not asked yet. */
const UNKNOWN = 2;

/**
 * What an expression says of an instance from its registration on: attributes, agent version, instance id and time of
 * registration. Asked once per instance, or once per launch template where its instances cannot differ. A candidate's
 * agent is connected (P3.1), so `agentConnected` is true.
 */
export class RegistrationCondition implements InstanceCondition {
  private readonly predicate: InstancePredicate;
  private readonly facts: RegisteredFacts;
  /** Answer by launch template, or null where instances of one template differ. */
  private readonly templateAnswers: Uint8Array | null;
  /** Else: answer by instance, for the first `known` rows. */
  private answers = new Uint8Array(0);
  private known = 0;

  constructor(expression: Expression, cluster: ClusterState) {
    this.predicate = compileExpression(expression);
    this.facts = new RegisteredFacts(cluster);
    const { registeredAt, ec2InstanceId } = dependenciesOf(expression);
    const { launchTemplates } = cluster.input;
    this.templateAnswers = registeredAt || ec2InstanceId ? null : new Uint8Array(launchTemplates.length).fill(UNKNOWN);
  }

  holds(row: number, cluster: ClusterState): boolean {
    if (this.templateAnswers !== null) {
      return this.askTemplate(cluster.containerInstances.launchTemplate[row], this.templateAnswers);
    }
    if (row >= this.known) this.learn(cluster);
    return this.answers[row] === 1;
  }

  ofTemplate(template: number): boolean | null {
    return this.templateAnswers === null ? null : this.askTemplate(template, this.templateAnswers);
  }

  private askTemplate(template: number, answers: Uint8Array): boolean {
    if (answers[template] === UNKNOWN) answers[template] = this.ask(NONE, template);
    return answers[template] === 1;
  }

  private learn({ containerInstances }: ClusterState): void {
    const { count } = containerInstances;
    if (count > this.answers.length) this.answers = growUint8(this.answers, count * 2);
    for (let row = this.known; row < count; row++)
      this.answers[row] = this.ask(row, containerInstances.launchTemplate[row]);
    this.known = count;
  }

  /** Row NONE: it does not matter which of the template's instances it is. */
  private ask(row: number, template: number): number {
    this.facts.row = row;
    this.facts.launchTemplate = template;
    return this.predicate(this.facts) ? 1 : 0;
  }
}

/** The facts of the instance in `row`, of that launch template. */
class RegisteredFacts implements InstanceFacts {
  row = 0;
  launchTemplate = 0;
  readonly agentConnected = true;
  /** Not read: the expression is about registration. */
  readonly runningTasksCount = 0;
  private readonly cluster: ClusterState;

  constructor(cluster: ClusterState) {
    this.cluster = cluster;
  }

  get ec2InstanceId(): string {
    return ec2InstanceIdOf(this.template, this.row);
  }

  get registeredAtMs(): number {
    return this.cluster.input.startEpochMs + this.cluster.containerInstances.registeredAtMs[this.row];
  }

  get agentVersion(): string {
    return this.template.agentVersion;
  }

  attribute(name: string): string | undefined {
    const { attributes } = this.template;
    return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  }

  hasTaskGroup(): boolean {
    return false;
  }

  private get template() {
    return this.cluster.input.launchTemplates[this.launchTemplate];
  }
}
