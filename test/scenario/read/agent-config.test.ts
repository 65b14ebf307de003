import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/base/units.ts';
import { agentImages } from '../../../src/scenario/read/agent-config.ts';
import { compile, faultsOf, provider } from '../scenario-texts.ts';

describe('settings of the agent on images (P2.13)', () => {
  it('P2.13: by default every 30 min up to 5 unused images go that were pulled 1 h ago, containers after 3 h', () => {
    expect(agentImages({})).toEqual({
      pullBehavior: 'default',
      cleanup: { intervalMs: 30 * MINUTE_MS, minimumAgeMs: HOUR_MS, imagesPerCycle: 5, containersKeptMs: 3 * HOUR_MS },
    });
  });

  it('are those of ecs.config, durations as the agent writes them', () => {
    const agentConfig = {
      ECS_IMAGE_PULL_BEHAVIOR: 'once',
      ECS_IMAGE_CLEANUP_INTERVAL: '1h30m',
      ECS_NUM_IMAGES_DELETE_PER_CYCLE: '2',
    };
    const [input] = compile({ capacityProviders: [provider({ agentConfig })] }).inputs;
    expect(input!.launchTemplates[0]!.agentImages).toMatchObject({
      pullBehavior: 'once',
      cleanup: { intervalMs: 90 * MINUTE_MS, imagesPerCycle: 2 },
    });
    expect(
      faultsOf({ capacityProviders: [provider({ agentConfig: { ECS_IMAGE_CLEANUP_INTERVAL: 30 } })] }),
    ).toHaveLength(1);
  });

  it('nothing is removed where the clean-up is off, or with prefer-cached', () => {
    expect(agentImages({ ECS_DISABLE_IMAGE_CLEANUP: 'true' }).cleanup).toBeNull();
    expect(agentImages({ ECS_DISABLE_IMAGE_CLEANUP: 'false' }).cleanup).not.toBeNull();
    expect(agentImages({ ECS_IMAGE_PULL_BEHAVIOR: 'prefer-cached' }).cleanup).toBeNull();
  });
});
