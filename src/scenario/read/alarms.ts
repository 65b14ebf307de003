/** CloudWatch alarms: those of scaling policies, and a cluster's own, which its deployments may watch. */

import { nearest } from '../../base/nearest.ts';
import type { AlarmInput } from '../../sim/state/input/service-scaling.ts';
import type { DocumentPath } from '../document.ts';
import type { Fault } from '../fault.ts';
import { checkSubject, type Subject } from '../issues.ts';
import { type AlarmSetting, alarmSchema } from '../schema/alarm.ts';
import { type EntryForm, entrySubjects } from './entries.ts';
import type { Reading } from './reading.ts';
import { alarmMetric, type MetricOwner } from './scaling-metrics.ts';

const ALARM: EntryForm = {
  kind: 'alarm',
  schema: alarmSchema,
  fileKey: 'file',
  nameKey: 'alarmName',
  arnKey: 'alarmArn',
  mergedKeys: [],
};

/** An alarm, and where it stands. */
export interface ReadAlarm {
  readonly alarm: AlarmInput;
  readonly subject: Subject;
}

/** The alarms at a path of a cluster's list; those that are wrong are left out, with issues. */
export function readAlarmEntry(reading: Reading, clusterName: string, path: DocumentPath): ReadAlarm[] {
  const owner: MetricOwner = { clusterName, serviceName: '', monitoring: undefined };
  return entrySubjects(reading, ALARM, path).flatMap((subject) => {
    const setting = reading.takeSound(alarmSchema, subject, checkSubject(alarmSchema, subject, clusterAlarmFaults));
    if (setting === undefined) return [];
    const alarm = toAlarm(setting, '?', owner);
    if (!Array.isArray(alarm)) return [{ alarm: alarm as AlarmInput, subject }];
    for (const fault of alarm) reading.report(subject, fault);
    return [];
  });
}

/** The engine's alarm, or what is wrong with it; paths start at the alarm. */
export function toAlarm(setting: AlarmSetting, nameDefault: string, owner: MetricOwner): AlarmInput | Fault[] {
  const { evaluationPeriods, datapointsToAlarm = evaluationPeriods } = setting;
  const metric = alarmMetric(setting, owner);
  const faults: Fault[] = 'path' in metric ? [metric] : [];
  if (datapointsToAlarm > evaluationPeriods) {
    faults.push({ path: ['datapointsToAlarm'], expected: `at most evaluationPeriods, ${evaluationPeriods}` });
  }
  if ('path' in metric || faults.length > 0) return faults;
  return {
    name: setting.alarmName ?? nameDefault,
    metric,
    comparison: setting.comparisonOperator,
    threshold: setting.threshold,
    evaluationPeriods,
    datapointsToAlarm,
    treatMissingData: setting.treatMissingData ?? 'missing',
  };
}

/** An alarm that looks at a service which the cluster does not have would never see a datapoint. */
export function alarmServiceFaults({ metric }: AlarmInput, serviceNames: readonly string[]): Fault[] {
  const service = metric.dimensions.find(({ name }) => name === 'ServiceName')?.value;
  if (service === undefined || serviceNames.includes(service)) return [];
  const expected = 'the ServiceName of a service of this cluster';
  return [{ path: ['dimensions'], found: service, expected, suggestion: nearest(service, serviceNames) }];
}

function clusterAlarmFaults({ alarmName, dimensions }: AlarmSetting): Fault[] {
  const faults: Fault[] = [];
  if (!alarmName) faults.push({ path: ['alarmName'], expected: 'the name of the alarm' });
  if (!dimensions?.length) {
    const expected = 'the dimensions of the metric, such as ClusterName and ServiceName';
    faults.push({ path: ['dimensions'], expected });
  }
  return faults;
}
