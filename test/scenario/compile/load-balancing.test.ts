import { describe, expect, it } from 'vitest';
import { compile, service } from '../scenario-texts.ts';

const ARN = 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/web/6d0e';
const balanced = service({ loadBalancers: [{ targetGroupArn: ARN, containerName: 'web', containerPort: 80 }] });
const shop = { loadBalancerName: 'shop', scheme: 'internet-facing' };

function compiled(top: object) {
  const { inputs, notes } = compile({ services: [balanced] }, top);
  const { loadBalancers, targetGroups, services } = inputs[0]!;
  return { loadBalancers, targetGroups, service: services[0]!, notes: notes[0]! };
}

describe('the load balancing of a cluster', () => {
  it('is by row, the only load balancer in front of every group that names none', () => {
    const {
      loadBalancers,
      targetGroups,
      service: web,
      notes,
    } = compiled({
      loadBalancers: [shop],
      targetGroups: [{ targetGroupName: 'other' }, { targetGroupName: 'web', healthCheckIntervalSeconds: 10 }],
    });
    expect(loadBalancers).toMatchObject([{ name: 'shop', publicIpv4Count: 3 }]);
    expect(targetGroups).toMatchObject([{ name: 'web', loadBalancer: 0, checkIntervalMs: 10_000 }]);
    expect(web.targetGroups).toEqual([{ targetGroup: 0, isReachable: true }]);
    expect(notes).toEqual([]);
  });

  it('has the defaults where nobody describes it, and says so', () => {
    const { targetGroups, notes } = compiled({});
    expect(targetGroups).toMatchObject([{ name: 'web', loadBalancer: -1, checkIntervalMs: 30_000 }]);
    expect(notes).toEqual([
      'Target group web is not described in targetGroups, so it has the defaults.',
      'Target group web has no load balancer in loadBalancers: hours and LCUs are not billed.',
    ]);
  });

  it('P7.6: has a node, and facing the internet an address, in each of its zones, its subnets’ or the cluster’s', () => {
    const nodesOf = (parts: object) => {
      const subnets = { one: 'us-east-1b', other: 'us-east-1c', far: 'us-east-1f' };
      const [balancer] = compiled({ loadBalancers: [{ ...shop, ...parts }], subnets }).loadBalancers;
      return [balancer!.nodeZones, balancer!.publicIpv4Count];
    };
    expect(nodesOf({})).toEqual([[0, 1, 2], 3]);
    expect(nodesOf({ subnets: ['one', 'far'] })).toEqual([[1, -1], 2]);
    expect(nodesOf({ subnets: ['one', 'other'], availabilityZones: ['us-east-1a'] })).toEqual([[0], 1]);
  });

  it('bills a load balancer before no service with the first cluster', () => {
    const idle = { loadBalancerName: 'idle' };
    const { loadBalancers, targetGroups } = compiled({
      loadBalancers: [idle, shop],
      targetGroups: [{ targetGroupName: 'web', loadBalancerName: 'shop' }],
    });
    expect(loadBalancers.map(({ name }) => name)).toEqual(['idle', 'shop']);
    expect(targetGroups[0]!.loadBalancer).toBe(1);
  });
});
