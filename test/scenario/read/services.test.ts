import { describe, expect, it } from 'vitest';
import { fargateDefinition, faultsOf, read, scenarioText, service } from '../scenario-texts.ts';

const only = (fields: object) => read(scenarioText({ services: [service(fields)] })).clusters[0]!;
const faults = (fields: object) =>
  faultsOf({ services: [service(fields)] }).map((fault) => fault.replace('clusters[0].services[0].', ''));

describe('a service', () => {
  it('has the percents of P4.3 unless it names them', () => {
    expect(only({}).services[0]).toMatchObject({ minimumHealthyPercent: 100, maximumPercent: 200 });
    expect(only({ desiredCount: undefined, schedulingStrategy: 'DAEMON' }).services[0]).toMatchObject({
      minimumHealthyPercent: 0,
      maximumPercent: 100,
      desiredCount: 0,
    });
  });

  it('has its updates in order of time', () => {
    const updates = [
      { at: '2026-01-05T12:00:00Z', desiredCount: 9 },
      { at: '2h', desiredCount: 4 },
    ];
    expect(only({ updates }).services[0]!.updates).toEqual([
      { atMs: 7_200_000, desiredCount: 4 },
      { atMs: 43_200_000, desiredCount: 9 },
    ]);
  });

  it('notes the fields that would change something and are not simulated', () => {
    const fields = {
      loadBalancers: [{ loadBalancerName: 'classic', containerName: 'web', containerPort: 80 }],
      deploymentController: { type: 'EXTERNAL' },
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    };
    expect(only(fields).notes).toEqual(
      ['classic load balancer', 'deploymentCircuitBreaker', 'deploymentController EXTERNAL'].map(
        (field) => `Service web: ${field} was read and is not simulated yet.`,
      ),
    );
    expect(only({ availabilityZoneRebalancing: 'DISABLED', deploymentController: { type: 'ECS' } }).notes).toEqual([]);
  });
});

describe('what is wrong with a service', () => {
  it('no desired count, no name', () => {
    expect(faults({ desiredCount: undefined })).toEqual([
      'desiredCount: found nothing, expected how many tasks the service keeps running',
    ]);
    expect(faults({ serviceName: undefined })).toEqual([
      'serviceName: found nothing, expected the name of the service',
    ]);
  });

  it('a DAEMON with a desired count, a strategy, updates, or on Fargate (P4.1)', () => {
    const daemon = { schedulingStrategy: 'DAEMON', desiredCount: undefined };
    expect(faults({ ...daemon, desiredCount: 3 })).toEqual([
      'desiredCount: found 3, expected no desiredCount: a DAEMON service runs one task per instance',
    ]);
    expect(faults({ ...daemon, placementStrategy: [{ type: 'random' }] })).toHaveLength(1);
    expect(faults({ ...daemon, updates: [{ at: '1h', desiredCount: 2 }] })).toEqual([
      expect.stringContaining('no updates of a DAEMON service: it has no desired count'),
    ]);
    const capacityProviderStrategy = [{ capacityProvider: 'FARGATE', weight: 1 }];
    expect(faults({ ...daemon, taskDefinition: fargateDefinition(), capacityProviderStrategy })).toEqual([
      'capacityProviderStrategy: found Fargate, expected container instances: there are no DAEMON services on Fargate',
    ]);
  });

  it('launch type and strategy together (P5.2)', () => {
    const capacityProviderStrategy = [{ capacityProvider: 'general', weight: 1 }];
    expect(faults({ launchType: 'EC2', capacityProviderStrategy })).toEqual([
      'launchType: found "EC2" beside a capacityProviderStrategy, expected either launchType or capacityProviderStrategy',
    ]);
  });

  it('every part that is wrong comes to light at once', () => {
    const found = faults({
      desiredCount: -1,
      taskDefinition: 'none.json',
      capacityProviderStrategy: [{ capacityProvider: 'generl', weight: 1 }],
      placementConstraints: [{ type: 'memberOf', expression: 'attribute:x ==' }],
      load: { requestsPerSecond: { shape: 'nasa-wep', mean: 1 }, cpuSecondsPerRequest: 0.1 },
      updates: [{ at: 'soon', desiredCount: 1 }],
    });
    expect(found.map((fault) => fault.split(':')[0])).toEqual([
      'taskDefinition',
      'desiredCount',
      'capacityProviderStrategy[0].capacityProvider',
      'placementConstraints[0].expression',
      'load.requestsPerSecond.shape',
      'updates[0].at',
    ]);
  });
});
