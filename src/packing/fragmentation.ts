/** What lies idle where the tasks of the list do not fit any more. */
import type { Packing } from './pack.ts';
import { PACKED_RESOURCES, type PackedResource, type PackingCase } from './packing-case.ts';
import { taskShapes } from './shapes.ts';

/** Percent of what is idle of each resource; null where none is idle, or no task asks for it. */
export type Fragmentation = Readonly<Record<PackedResource, number | null>>;

/**
 * Of what is idle on the open machines, the part on machines that cannot take a task: expected over the tasks of the
 * list that ask for the resource, each as likely as it is frequent. As FGD measures it (Weng et al., USENIX ATC 2023).
 */
export function fragmentation({ tasks, machines }: PackingCase, { opened, remaining }: Packing): Fragmentation {
  const { shapes, counts } = taskShapes(tasks);
  const percentOf = (resource: PackedResource): number | null => {
    let asking = 0;
    let idle = 0;
    let unusable = 0;
    for (const left of remaining) idle += left[resource];
    for (const [shape, task] of shapes.entries()) {
      if (task[resource] === 0) continue;
      asking += counts[shape];
      for (const [row, left] of remaining.entries()) {
        const isRightModel = task.gpuModels.length === 0 || task.gpuModels.includes(machines[opened[row]].gpuModel);
        const fits = isRightModel && PACKED_RESOURCES.every((one) => left[one] >= task[one]);
        if (!fits) unusable += counts[shape] * left[resource];
      }
    }
    return idle === 0 || asking === 0 ? null : (100 * unusable) / (asking * idle);
  };
  return {
    cpuUnits: percentOf('cpuUnits'),
    memoryMiB: percentOf('memoryMiB'),
    gpuCount: percentOf('gpuCount'),
  };
}
