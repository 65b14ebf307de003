/** How often services and capacity providers were scaled, and between which sizes. */
import { DECISION_KINDS, DECISION_VALUES_MAX } from '../../sim/record/decisions.ts';
import type { Recording } from '../../sim/record/recording.ts';
import { decisionSubject } from '../decision-texts.ts';
import type { ScalingSummary } from '../summary-schema.ts';

/** A decision that set another size of its subject; null where row `row` of the decisions is none. */
export function scaledBetween({ decisions }: Recording, row: number): { from: number; to: number } | null {
  const places = PLACES[decisions.kind[row]];
  if (places === null) return null;
  const start = row * DECISION_VALUES_MAX;
  const [from, to] = [decisions.values[start + places.from], decisions.values[start + places.to]];
  return from === to || Number.isNaN(from) || Number.isNaN(to) ? null : { from, to };
}

/** Managed scaling goes by what is in service, not by the desired capacity before. */
const FROM_NAMES: readonly string[] = ['fromTasks', 'fromInstances', 'runningInstances'];
const TO_NAMES: readonly string[] = ['toTasks', 'toInstances', 'desiredInstances'];

/** By kind of decision: where its values say from which size to which it scaled; null where it is of another sort. */
const PLACES = DECISION_KINDS.map(({ isEvaluation, values }) => {
  const from = values.findIndex((value) => FROM_NAMES.includes(value));
  const to = values.findIndex((value) => TO_NAMES.includes(value));
  return isEvaluation || from === -1 || to === -1 ? null : { from, to };
});

/** Every service and capacity provider that was scaled at all: services first, in the order of the scenario. */
export function scalingSummaries(recording: Recording): ScalingSummary[] {
  const bySubject = new Map<string, ScalingSummary>();
  for (let row = 0; row < recording.decisions.length; row++) {
    const scaled = scaledBetween(recording, row);
    if (scaled === null) continue;
    const { kind, name } = decisionSubject(recording, row);
    if (kind !== 'service' && kind !== 'capacity-provider') continue;
    const key = `${kind}/${name}`;
    const before = bySubject.get(key) ?? {
      kind,
      name,
      scaleOuts: 0,
      scaleIns: 0,
      least: scaled.from,
      most: scaled.from,
    };
    bySubject.set(key, added(before, scaled));
  }
  const order = [
    ...recording.workloads.map(({ name }) => `service/${name}`),
    ...recording.capacityProviders.map((name) => `capacity-provider/${name}`),
  ];
  return order.flatMap((key) => bySubject.get(key) ?? []);
}

function added(before: ScalingSummary, { from, to }: { from: number; to: number }): ScalingSummary {
  return {
    ...before,
    scaleOuts: before.scaleOuts + (to > from ? 1 : 0),
    scaleIns: before.scaleIns + (to < from ? 1 : 0),
    least: Math.min(before.least, from, to),
    most: Math.max(before.most, from, to),
  };
}
