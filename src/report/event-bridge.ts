/**
 * The events of a run as Amazon EventBridge would deliver them (P11.4, P11.5): source aws.ecs, one JSON object a line,
 * in order of time. The same run gives the same bytes.
 */
import type { Recording } from '../sim/record/recording.ts';
import { Arns, enveloped, type Happening } from './event-bridge/envelope.ts';
import { instanceEvents } from './event-bridge/instance-events.ts';
import { deploymentEvents, serviceActions } from './event-bridge/service-events.ts';
import { taskEvents } from './event-bridge/task-events.ts';
import type { RunResult } from './run-result.ts';

/** Every event of a run that kept its state changes, a line each with its line feed; nothing is held but one event. */
export function* eventLines({ clusters, scenario }: RunResult): Generator<string> {
  const sources = clusters.flatMap(({ recording }) => sourcesOf(recording, scenario.region, scenario.startEpochMs));
  let number = 0;
  for (const happening of merged(sources)) {
    yield `${JSON.stringify(enveloped(happening, number++, scenario))}\n`;
  }
}

/** Of one instant causes come first: deployments, then tasks and instances, then what services say of them. */
function sourcesOf(recording: Recording, region: string, startEpochMs: number): Iterator<Happening>[] {
  const { stateChanges, clusterName } = recording;
  if (stateChanges === null) return [];
  const arns = new Arns(region, clusterName);
  return [
    deploymentEvents(recording, arns, startEpochMs)[Symbol.iterator](),
    taskEvents(recording, stateChanges, arns, startEpochMs),
    instanceEvents(recording, stateChanges, arns, startEpochMs),
    serviceActions(recording, stateChanges, arns, startEpochMs),
  ];
}

/** Sources in order of time as one; of the same instant the first source goes first. */
function* merged(sources: readonly Iterator<Happening>[]): Generator<Happening> {
  const heads = sources.map((source) => source.next());
  for (;;) {
    let first = -1;
    for (const [i, head] of heads.entries()) {
      if (head.done === true) continue;
      const best = first === -1 ? undefined : heads[first];
      if (best === undefined || best.done === true || head.value.atMs < best.value.atMs) first = i;
    }
    if (first === -1) return;
    const { value } = heads[first];
    heads[first] = sources[first].next();
    yield value;
  }
}
