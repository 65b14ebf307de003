import { describe, expect, it } from 'vitest';
import {
  clusterPercentage,
  insight,
  requestCountPerTarget,
  serviceDimensions,
  serviceUtilization,
} from '../../../src/sim/state/metric-names.ts';

describe('the names of metrics', () => {
  it('P11: those of ECS have the dimensions ClusterName and ServiceName, unit Percent, statistic Average', () => {
    expect(serviceUtilization('CPUUtilization', 'shop', 'web', 20_000)).toEqual({
      namespace: 'AWS/ECS',
      name: 'CPUUtilization',
      dimensions: serviceDimensions('shop', 'web'),
      unit: 'Percent',
      statistic: 'Average',
      periodMs: 20_000,
    });
    expect(clusterPercentage('CPUReservation', 'shop').dimensions).toEqual([{ name: 'ClusterName', value: 'shop' }]);
    expect(insight('TaskCount', 'Count', []).namespace).toBe('ECS/ContainerInsights');
  });

  it('P6.2: a resource label names the load balancer and the target group', () => {
    expect(requestCountPerTarget('app/shop/1a2b/targetgroup/web/3c4d')).toMatchObject({
      statistic: 'Sum',
      dimensions: [
        { name: 'LoadBalancer', value: 'app/shop/1a2b' },
        { name: 'TargetGroup', value: 'targetgroup/web/3c4d' },
      ],
    });
  });
});
