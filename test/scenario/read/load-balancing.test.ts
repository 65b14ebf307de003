import { describe, expect, it } from 'vitest';
import { faultsOf, read, scenarioText, service } from '../scenario-texts.ts';

const scenario = (top: object, files = {}) => read(scenarioText({ services: [service()] }, top), files);
const faults = (top: object) => faultsOf({ services: [service()] }, top);

describe('loadBalancers and targetGroups', () => {
  it('may be written by hand', () => {
    const { loadBalancers, targetGroups } = scenario({
      loadBalancers: [
        { loadBalancerName: 'shop', scheme: 'internet-facing', subnets: ['a', 'b'], connectionSeconds: 5 },
      ],
      targetGroups: [{ targetGroupName: 'web', healthCheckIntervalSeconds: 10 }],
    });
    expect(loadBalancers).toEqual([
      {
        name: 'shop',
        isInternetFacing: true,
        subnets: ['a', 'b'],
        securityGroups: [],
        availabilityZones: [],
        bytesPerRequest: 10_000,
        connectionsPerRequest: 0.1,
        connectionMs: 5_000,
        ruleCount: 1,
      },
    ]);
    expect(targetGroups).toMatchObject([{ name: 'web', checkIntervalMs: 10_000 }]);
  });

  it('may be what elbv2 describes', () => {
    const arn = 'arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/shop/50dc';
    const files = {
      'lb.json': JSON.stringify({
        LoadBalancers: [
          {
            LoadBalancerArn: arn,
            LoadBalancerName: 'shop',
            Type: 'application',
            Scheme: 'internet-facing',
            State: { Code: 'active' },
            AvailabilityZones: [{ ZoneName: 'us-east-1a', SubnetId: 's' }],
          },
        ],
      }),
      'tg.json': JSON.stringify({
        TargetGroups: [
          {
            TargetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/web/6d0e',
            TargetGroupName: 'web',
            Protocol: 'HTTP',
            Port: 80,
            HealthCheckIntervalSeconds: 15,
            HealthyThresholdCount: 3,
            Matcher: { HttpCode: '200' },
            LoadBalancerArns: [arn],
            TargetType: 'ip',
          },
        ],
      }),
    };
    const { loadBalancers, targetGroups } = scenario({ loadBalancers: ['lb.json'], targetGroups: ['tg.json'] }, files);
    expect(loadBalancers).toMatchObject([{ name: 'shop', isInternetFacing: true, availabilityZones: ['us-east-1a'] }]);
    expect(targetGroups).toMatchObject([{ name: 'web', loadBalancerName: 'shop', checkIntervalMs: 15_000 }]);
  });

  it('are named, each once, and a group names a load balancer that is there', () => {
    expect(faults({ targetGroups: [{}] })).toHaveLength(1);
    expect(faults({ loadBalancers: [{}] })).toHaveLength(1);
    const loadBalancers = [{ loadBalancerName: 'shop' }];
    expect(faults({ loadBalancers: [...loadBalancers, ...loadBalancers] })).toHaveLength(1);
    const [fault] = faults({ loadBalancers, targetGroups: [{ targetGroupName: 'web', loadBalancerName: 'shpo' }] });
    expect(fault).toContain('found "shpo"');
    expect(fault).toContain('did you mean "shop"?');
  });

  it('that are not of an Application Load Balancer are refused', () => {
    expect(faults({ targetGroups: [{ targetGroupName: 'web', protocol: 'TCP' }] })).toHaveLength(1);
    expect(faults({ loadBalancers: [{ loadBalancerName: 'shop', type: 'network' }] })).toHaveLength(1);
  });
});
