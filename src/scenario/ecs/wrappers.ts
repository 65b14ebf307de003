import type { DocumentPath, SourceDocument } from '../document.ts';
import { type Checked, issueOf, type Subject, subjectAt } from '../issues.ts';
import { childValue } from '../schema-walk.ts';

/** The kinds of ECS resource that a file may hold, alone or as a list. */
export type EcsKind = 'task definition' | 'service' | 'capacity provider' | 'container instance' | 'task';
/** Those, the kinds of elbv2, and CloudWatch's alarms. */
export type WrappedKind = EcsKind | 'target group' | 'load balancer' | 'alarm';

/** The keys under which the API and the CLI return one or many of a kind. */
const WRAPPERS: Readonly<Record<WrappedKind, { readonly one: string; readonly many: string }>> = {
  'task definition': { one: 'taskDefinition', many: 'taskDefinitions' },
  service: { one: 'service', many: 'services' },
  'capacity provider': { one: 'capacityProvider', many: 'capacityProviders' },
  'container instance': { one: 'containerInstance', many: 'containerInstances' },
  task: { one: 'task', many: 'tasks' },
  'target group': { one: 'TargetGroup', many: 'TargetGroups' },
  alarm: { one: 'MetricAlarm', many: 'MetricAlarms' },
  'load balancer': { one: 'LoadBalancer', many: 'LoadBalancers' },
};

/**
 * The resources inside `{"taskDefinition": …}`, `{"services": […]}`, a recorded response `{"data": …}`, an
 * EventBridge event (`detail`), a CloudFormation resource (`Properties`), or a plain list; else the value itself.
 */
export function unwrapEcs(document: SourceDocument, kind: WrappedKind, path: DocumentPath = []): Subject[] {
  return unwrapSubject(subjectAt(document, path), kind);
}

function unwrapSubject(subject: Subject, kind: WrappedKind): Subject[] {
  const { value } = subject;
  if (Array.isArray(value)) return value.map((_, index) => within(subject, [index]));
  const { one, many } = WRAPPERS[kind];
  for (const key of [one, many, 'data', 'detail', 'Properties']) {
    const inner = childValue(value, key);
    if (typeof inner === 'object' && inner !== null) return unwrapSubject(within(subject, [key]), kind);
  }
  return [subject];
}

/** The part of a subject at a path of its value. */
export function within(subject: Subject, path: DocumentPath): Subject {
  const value = path.reduce<unknown>((part, step) => childValue(part, step), subject.value);
  return { document: subject.document, value, sourcePath: (inner) => subject.sourcePath([...path, ...inner]) };
}

/** Reads the single resource at a path of a document; none or several is an issue. */
export function readOne<T>(
  place: { readonly document: SourceDocument; readonly kind: EcsKind; readonly path: DocumentPath },
  check: (subject: Subject) => Checked<T>,
): Checked<T> {
  const subjects = unwrapEcs(place.document, place.kind, place.path);
  const [only] = subjects;
  if (only !== undefined && subjects.length === 1) return check(only);
  const fault = { path: [], found: `${subjects.length} ${place.kind}s`, expected: `one ${place.kind}` };
  return { issues: [issueOf(subjectAt(place.document, place.path), fault)] };
}

/** Reads every resource at a path of a document, in order; the issues of all of them together. */
export function readAll<T>(
  place: { readonly document: SourceDocument; readonly kind: EcsKind; readonly path: DocumentPath },
  check: (subject: Subject) => Checked<T>,
): Checked<readonly T[]> {
  const checked = unwrapEcs(place.document, place.kind, place.path).map(check);
  const issues = checked.flatMap((one) => one.issues);
  return issues.length > 0 ? { issues } : { value: checked.map((one) => one.value as T), issues: [] };
}
