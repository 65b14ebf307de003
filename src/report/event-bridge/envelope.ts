/** What all events of EventBridge have in common, and the names of things in them. */
import { isoTime } from '../format.ts';
import type { RunResult } from '../run-result.ts';

export type DetailType =
  | 'ECS Task State Change'
  | 'ECS Container Instance State Change'
  | 'ECS Service Action'
  | 'ECS Deployment State Change';

/** An event as EventBridge delivers it: the envelope and ECS's own detail. */
export interface BridgeEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': DetailType;
  readonly source: 'aws.ecs';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What happened, before it has its envelope. */
export interface Happening {
  readonly atMs: number;
  readonly detailType: DetailType;
  readonly resource: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Nobody's account: a simulation has none. */
const ACCOUNT = '000000000000';

/** Writes the ARNs of one cluster. Ids are made of the numbers that the other files of a run have, in hexadecimal. */
export class Arns {
  readonly cluster: string;
  private readonly prefix: string;
  private readonly clusterName: string;

  constructor(region: string, clusterName: string) {
    this.prefix = `arn:aws:ecs:${region}:${ACCOUNT}`;
    this.clusterName = clusterName;
    this.cluster = `${this.prefix}:cluster/${clusterName}`;
  }

  task(taskNumber: number): string {
    return `${this.prefix}:task/${this.clusterName}/${hexadecimal(taskNumber, 32)}`;
  }

  containerInstance(row: number): string {
    return `${this.prefix}:container-instance/${this.clusterName}/${hexadecimal(row, 32)}`;
  }

  /** @param position among the containers of its task */
  container(taskNumber: number, position: number): string {
    const id = hexadecimal(position, 4) + hexadecimal(taskNumber, 28);
    return `${this.prefix}:container/${this.clusterName}/${id}`;
  }

  service(name: string): string {
    return `${this.prefix}:service/${this.clusterName}/${name}`;
  }

  /** `revision` is `family:revision`. */
  taskDefinition(revision: string): string {
    return `${this.prefix}:task-definition/${revision}`;
  }
}

/** The event of that number in a file. */
export function enveloped(
  { atMs, detailType, resource, detail }: Happening,
  number: number,
  { region, startEpochMs }: Pick<RunResult['scenario'], 'region' | 'startEpochMs'>,
): BridgeEvent {
  const tail = hexadecimal(number, 12);
  return {
    version: '0',
    id: `00000000-0000-0000-0000-${tail}`,
    'detail-type': detailType,
    source: 'aws.ecs',
    account: ACCOUNT,
    time: secondsOf(startEpochMs + atMs),
    region,
    resources: [resource],
    detail,
  };
}

/** EventBridge's own time has whole seconds. */
function secondsOf(epochMs: number): string {
  return isoTime(Math.floor(epochMs / 1000) * 1000);
}

function hexadecimal(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
