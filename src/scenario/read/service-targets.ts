/** The containers that a service's load balancers send requests to: ECS refuses one that its task does not have. */

import { nearest } from '../../base/nearest.ts';
import type { Service } from '../ecs/service.ts';
import type { TaskDefinition } from '../ecs/task-definition.ts';
import type { Fault } from '../fault.ts';

/** What create-service says of a containerName or containerPort that the task definition does not have. */
export function serviceTargetFaults(
  { loadBalancers }: Pick<Service, 'loadBalancers'>,
  { containerDefinitions }: TaskDefinition,
): Fault[] {
  const names = containerDefinitions.map(({ name }) => name);
  return loadBalancers.flatMap(({ containerName, containerPort }, index): Fault[] => {
    const path = ['loadBalancers', index];
    if (containerName === undefined) return [];
    const container = containerDefinitions.find(({ name }) => name === containerName);
    if (container === undefined) {
      const expected = `the container of the task definition that takes the requests: ${names.join(' | ')}`;
      return [{ path: [...path, 'containerName'], expected, suggestion: nearest(containerName, names) }];
    }
    const ports = container.portMappings.map((mapping) => mapping.containerPort);
    if (containerPort === undefined || container.hasPortRange || ports.includes(containerPort)) return [];
    const own = ports.length === 0 ? 'it maps none' : ports.join(' | ');
    return [{ path: [...path, 'containerPort'], expected: `a containerPort of container ${containerName}: ${own}` }];
  });
}
