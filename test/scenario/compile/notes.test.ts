import { describe, expect, it } from 'vitest';
import { compile, fargateDefinition, provider, service, taskSource, webDefinition } from '../scenario-texts.ts';

const notes = (cluster: object, top = {}, files = {}) => compile(cluster, top, files).notes[0];

describe('notes on a cluster', () => {
  it('there are none where all is well', () => {
    expect(notes({ services: [service()], tasks: [taskSource()] })).toEqual([]);
  });

  it('a later revision that never fits is named by its revision (P2.4, P4.7)', () => {
    const taskDefinition = {
      ...webDefinition(),
      containerDefinitions: [{ name: 'web', image: 'nginx:2', memory: 65_536 }],
    };
    const [note, ...others] = notes({ services: [service({ deployments: [{ at: '1h', taskDefinition }] })] })!;
    expect(note).toContain('Service web, web:2: no container instance can ever hold its task');
    expect(others).toEqual([]);
  });

  it('a task as large as the advertised instance never fits (P2.4)', () => {
    const taskDefinition = webDefinition({ cpu: '4096', memory: '16384' });
    expect(notes({ services: [service({ taskDefinition })] })).toEqual([
      'Service web: no container instance can ever hold its task (4096 CPU units, 16384 MiB, x86_64); they register at most 4096 CPU units and 15892 MiB.',
    ]);
    const arm = webDefinition({ runtimePlatform: { cpuArchitecture: 'ARM64' } });
    expect(notes({ services: [service({ taskDefinition: arm })] })?.[0]).toContain('arm64');
    const other = { ...provider({ instanceType: 'm6i.4xlarge' }), name: 'big' };
    const both = { capacityProviders: [provider(), other] };
    expect(notes({ ...both, services: [service({ taskDefinition, launchType: 'EC2' })] })).toEqual([]);
    const capacityProviderStrategy = [{ capacityProvider: 'general', weight: 1 }];
    expect(notes({ ...both, services: [service({ taskDefinition, capacityProviderStrategy })] })).toHaveLength(1);
  });

  it('there may be no container instances at all', () => {
    expect(notes({ capacityProviders: ['FARGATE'], services: [service()] })).toEqual([
      'Service web: there are no container instances where its tasks may run.',
    ]);
    expect(notes({ capacityProviders: [provider({ desiredCapacity: 0 })], services: [service()] })).toHaveLength(1);
    const scaled = provider({ desiredCapacity: 0, maxSize: 4, managedScaling: { status: 'ENABLED' } });
    expect(notes({ capacityProviders: [scaled], services: [service()] })).toEqual([]);
  });

  it('P4.15: of a service that names alarms where none is described, as real JSON does', () => {
    const alarms = { alarmNames: ['latency'], enable: true, rollback: true };
    const watched = service({ deploymentConfiguration: { alarms } });
    expect(notes({ services: [watched] })).toEqual([
      'Service web: the alarms of its deployments are not described in alarms, so none goes off.',
    ]);
    const off = service({ deploymentConfiguration: { alarms: { ...alarms, enable: false } } });
    expect(notes({ services: [off] })).toEqual([]);
  });

  it('a load without memory counts its reservation', () => {
    expect(notes({ services: [service({ load: { cpuFraction: 0.2 } })] })).toEqual([
      'Service web: its load names no memoryMiB, so what it reserves counts as used.',
    ]);
  });

  it('a trace that ends before the run does', () => {
    const files = { 't.csv': 'minute,value\n0,1\n720,2\n' };
    const load = (loop: boolean) => ({ cpuFraction: { trace: 't.csv', loop, offset: '6h' }, memoryMiB: 1 });
    expect(notes({ services: [service({ load: load(false) })] }, {}, files)).toEqual([
      'Service web: cpuFraction has a trace of 0.75 days for a run of 1; its last value stays.',
    ]);
    expect(notes({ services: [service({ load: load(true) })] }, {}, files)).toEqual([]);
  });

  it('a subnet whose zone nobody named', () => {
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-1'] } };
    const tasks = [taskSource({ taskDefinition: fargateDefinition(), networkConfiguration })];
    expect(notes({ tasks })).toEqual([
      'Tasks job: the zone of subnet-1 is unknown (subnets), so all zones count as reachable.',
    ]);
    expect(notes({ tasks }, { subnets: { 'subnet-1': 'us-east-1a' } })).toEqual([]);
  });

  it('a size of an image that no container has', () => {
    const images = { 'nginx:1': { compressedSize: 9 }, ngins: { compressedSize: 9 } };
    expect(notes({ services: [service()] }, { images })).toEqual([
      'images: no container has the image ngins; nginx is near.',
    ]);
  });
});
