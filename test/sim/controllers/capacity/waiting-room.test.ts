import { describe, expect, it } from 'vitest';
import { assembleEngine } from '../../../../src/sim/actions/engine-parts.ts';
import { WaitingRoom } from '../../../../src/sim/controllers/capacity/waiting-room.ts';
import { definition, input, service } from '../../builders.ts';
import { MANAGED_TEMPLATES, managedProvider } from '../../managed.ts';

describe('WaitingRoom', () => {
  it('counts waiting tasks without room on instances that are pending, or there and empty', () => {
    const { cluster, instances, launcher } = assembleEngine(
      input({
        launchTemplates: MANAGED_TEMPLATES,
        capacityProviders: [managedProvider()],
        taskDefinitions: [definition({ cpuUnits: 1024, memoryMiB: 1024 })],
        services: [service()],
      }),
    );
    for (let task = 0; task < 7; task++) launcher.launch(0, 0);
    const requests = Int32Array.of(0);
    const room = new WaitingRoom(cluster, Uint8Array.of(0));
    expect(room.unplaced(0, requests, [])).toBe(7);
    const pending = instances.launch(0);
    expect(room.unplaced(0, requests, [pending])).toBe(5);
    instances.startWith(1);
    expect(room.unplaced(0, requests, [pending])).toBe(3);
    expect(room.left(requests)).toBe(3);
    expect(new WaitingRoom(cluster, Uint8Array.of(1)).unplaced(0, requests, [pending])).toBe(5);
  });
});
