import { nearest } from '../../base/nearest.ts';
import type { DocumentPath } from '../document.ts';
import type { Fault } from '../fault.ts';
import { type ContainerDefinitionInput, hasHealthCheck } from './container-definition.ts';

/** What is wrong with the `dependsOn` of a definition's containers (P1.19). */
export function dependencyFaults(containers: readonly ContainerDefinitionInput[]): Fault[] {
  const byName = new Map(containers.map((container) => [container.name ?? '', container]));
  const faults = containers.flatMap((container, index) =>
    (container.dependsOn ?? []).flatMap((dependency, dependencyIndex) => {
      const path = ['containerDefinitions', index, 'dependsOn', dependencyIndex];
      const target = byName.get(dependency.containerName);
      if (target === undefined) return [unknownContainer(dependency.containerName, byName, path)];
      const targetPath = ['containerDefinitions', containers.indexOf(target)];
      return conditionFaults(dependency.condition, target, path).map((fault) => ({
        ...fault,
        presumesAbsent: [
          [...targetPath, 'essential'],
          [...targetPath, 'healthCheck'],
        ],
      }));
    }),
  );
  return [...faults, ...cycleFaults(containers)];
}

function unknownContainer(name: string, byName: ReadonlyMap<string, unknown>, path: DocumentPath): Fault {
  const names = [...byName.keys()];
  const expected = `the name of a container of this task definition (${names.join(', ')})`;
  return { path: [...path, 'containerName'], expected, suggestion: nearest(name, names) };
}

function conditionFaults(condition: string, target: ContainerDefinitionInput, path: DocumentPath): Fault[] {
  const at = [...path, 'condition'];
  const isEssential = target.essential !== false;
  if ((condition === 'COMPLETE' || condition === 'SUCCESS') && isEssential) {
    const expected = `START or HEALTHY: ${target.name} is essential, its exit stops the task`;
    return [{ path: at, expected }];
  }
  if (condition !== 'HEALTHY' || hasHealthCheck(target)) return [];
  return [{ path: at, expected: `a healthCheck on ${target.name}, which HEALTHY waits for` }];
}

/** One fault for each cycle, at the dependency that closes it. */
function cycleFaults(containers: readonly ContainerDefinitionInput[]): Fault[] {
  const indexes = new Map(containers.map((container, index) => [container.name ?? '', index]));
  const faults: Fault[] = [];
  const finished = new Set<number>();
  const visit = (index: number, trail: readonly number[]): void => {
    for (const [dependencyIndex, dependency] of (containers[index]!.dependsOn ?? []).entries()) {
      const target = indexes.get(dependency.containerName);
      if (target === undefined || finished.has(target)) continue;
      const start = trail.indexOf(target);
      if (start < 0) {
        visit(target, [...trail, target]);
        continue;
      }
      const names = [...trail.slice(start), target].map((member) => containers[member]!.name);
      const path = ['containerDefinitions', index, 'dependsOn', dependencyIndex, 'containerName'];
      faults.push({ path, found: `the cycle ${names.join(' → ')}`, expected: 'dependencies without a cycle' });
    }
    finished.add(index);
  };
  for (const index of containers.keys()) if (!finished.has(index)) visit(index, [index]);
  return faults;
}
