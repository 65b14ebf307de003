import { describe, expect, it } from 'vitest';
import { metricSources } from '../../../../src/sim/controllers/metrics/metric-sources.ts';
import { cloudWatch, FARGATE, input, load, service, source, template } from '../../builders.ts';
import { cpu, scaling, tracking } from '../../scaling.ts';

const names = (given: Parameters<typeof input>[0]) => metricSources(input(given)).sources.map(({ spec }) => spec.name);

describe('the sources of metrics', () => {
  it('P11: a service has CPU and memory where it is known what its tasks use', () => {
    const services = [service({ load: load() }), service({ serviceName: 'dark' })];
    const { sources } = metricSources(input({ launchTemplates: [], capacityProviders: [FARGATE], services }));
    expect(sources.map(({ spec, subject }) => [spec.namespace, spec.name, subject])).toEqual([
      ['AWS/ECS', 'CPUUtilization', 0],
      ['AWS/ECS', 'MemoryUtilization', 0],
    ]);
  });

  it('P7.8: of the metrics of load balancers only the requests per target are made here', () => {
    const group = { dimensions: [{ name: 'TargetGroup', value: 'targetgroup/web' }], namespace: 'AWS/ApplicationELB' };
    const policies = ['RequestCountPerTarget', 'TargetResponseTime'].map((name) =>
      tracking({ policyName: name, metric: { ...cpu(), ...group, name } }),
    );
    const given = { launchTemplates: [], services: [service({ scaling: scaling({ policies }) })] };
    expect(names(given)).toEqual(['RequestCountPerTarget']);
  });

  it('P11: a cluster has utilization and reservation of its container instances, of GPUs where there are any', () => {
    const ofCluster = ['CPUUtilization', 'MemoryUtilization', 'CPUReservation', 'MemoryReservation'];
    expect(names({})).toEqual(ofCluster);
    expect(names({ launchTemplates: [template({ gpuCount: 1 })] })).toEqual([...ofCluster, 'GPUReservation']);
  });

  it('P11.3: Container Insights are about services, families and the cluster, where they are switched on', () => {
    const given = {
      services: [service(), service({ serviceName: 'api' })],
      taskSources: [source()],
      cloudWatch: cloudWatch({ containerInsights: 'enhanced' }),
    };
    const { sources, groups } = metricSources(input(given));
    const insights = sources.filter(({ spec }) => spec.namespace === 'ECS/ContainerInsights');
    expect(insights).toHaveLength(2 * 8 + 7 + 4);
    const agent = { ...given, cloudWatch: cloudWatch({ containerInsights: 'enabled', hasInstanceInsights: true }) };
    expect(names(agent).filter((name) => name.startsWith('instance_'))).toHaveLength(9);
    const ofFamily = insights.find(({ spec }) => spec.dimensions.at(-1)!.name === 'TaskDefinitionFamily')!;
    expect([...groups[ofFamily.subject]!]).toEqual([0, 1, 2]);
    const ofCluster = insights.find(({ spec }) => spec.dimensions.length === 1)!;
    expect([...groups[ofCluster.subject]!]).toEqual([0, 1, 2]);
  });
});
