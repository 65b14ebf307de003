import { describe, expect, it } from 'vitest';
import { compileTaskDefinition } from '../../../src/scenario/compile/task-definition.ts';
import { compile, fargateDefinition, read, scenarioText, service, webDefinition } from '../scenario-texts.ts';

/** The row of a service's task definition. */
function row(taskDefinition: unknown, fields = {}, top = {}) {
  return compile({ services: [service({ taskDefinition, ...fields })] }, top).inputs[0]!.taskDefinitions[0]!;
}

const container = (fields: object) => ({ name: 'web', image: 'nginx', memory: 512, ...fields });
const of = (...containerDefinitions: readonly object[]) => webDefinition({ containerDefinitions });
const healthCheck = { command: ['CMD', 'x'], interval: 10 };

describe('what a task reserves', () => {
  it('on EC2 is its own size, else the sums, soft limits before hard ones (P1.6 EX)', () => {
    const a = container({ name: 'a', cpu: 256, memory: 300, memoryReservation: 128 });
    const b = container({ name: 'b', cpu: 0, memory: 512 });
    expect(row(of(a, b))).toMatchObject({ cpuUnits: 256, memoryMiB: 640, memoryLimitMiB: 812, cpuLimitUnits: 0 });
    const sized = { ...of(a, b), cpu: '1024', memory: '2 GB' };
    expect(row(sized)).toMatchObject({ cpuUnits: 1024, memoryMiB: 2048, memoryLimitMiB: 2048, cpuLimitUnits: 1024 });
  });

  it('on Fargate is its own size (P1.10)', () => {
    expect(row(fargateDefinition())).toMatchObject({ fargateCpuUnits: 256, fargateMemoryMiB: 512, isAwsvpc: true });
    expect(row(webDefinition())).toMatchObject({ fargateCpuUnits: 0, fargateMemoryMiB: 0, isAwsvpc: false });
  });

  it('has no memory limit when some container has only a soft one (P1.6)', () => {
    expect(row(of({ name: 'web', image: 'nginx', memoryReservation: 128 })).memoryLimitMiB).toBe(0);
  });

  it('of a size from a trace is that size, under a name of its own', () => {
    const scenario = read(scenarioText({ services: [service()] }));
    const { taskDefinition, behaviour } = scenario.clusters[0]!.services[0]!;
    const size = { cpuUnits: 300, memoryMiB: 900, fargateCpuUnits: 512, fargateMemoryMiB: 1024 };
    const use = { taskDefinition, behaviour, size, images: [], imageStorageMiB: 0 };
    expect(compileTaskDefinition(use, scenario.timing)).toMatchObject({
      ...size,
      family: 'web-300-900',
      memoryLimitMiB: 900,
    });
  });
});

describe('the containers of a task', () => {
  it('P1.18: are named, the one that ends the task first: the essential one that exits, else the first essential', () => {
    const agent = container({ name: 'agent', essential: false });
    const [app, proxy] = [container({ name: 'app' }), container({ name: 'proxy' })];
    expect(row(of(agent, app, proxy)).containers).toEqual(['app', 'agent', 'proxy']);
    const behaviour = { containers: { proxy: { runSeconds: 60 } } };
    expect(row(of(agent, app, proxy), { behaviour }).containers).toEqual(['proxy', 'agent', 'app']);
  });
});

describe('what a task needs', () => {
  it('is an ENI with awsvpc, and an instance that gives it one', () => {
    expect(row(fargateDefinition()).requiredAttributes).toEqual([{ name: 'ecs.capability.task-eni' }]);
    expect(row(webDefinition()).requiredAttributes).toEqual([]);
  });

  it('are host ports that are static, and every mapped one in host mode (P1.26, P1.27)', () => {
    const portMappings = [
      { containerPort: 80, hostPort: 8080 },
      { containerPort: 53, protocol: 'udp' },
    ];
    expect(row(of(container({ portMappings }))).hostPorts).toEqual([{ protocol: 'tcp', port: 8080 }]);
    const host = [{ containerPort: 80 }, { containerPort: 53, protocol: 'udp' }];
    expect(row({ ...of(container({ portMappings: host })), networkMode: 'host' }).hostPorts).toEqual([
      { protocol: 'tcp', port: 80 },
      { protocol: 'udp', port: 53 },
    ]);
  });

  it('are GPUs, an architecture, an operating system, and its own memberOf (P1.16, P1.17, P3.16)', () => {
    const resourceRequirements = [{ type: 'GPU', value: '2' }];
    const expression = 'attribute:ecs.instance-type =~ g5.*';
    const definition = {
      ...of(container({ resourceRequirements })),
      runtimePlatform: { cpuArchitecture: 'ARM64' },
      placementConstraints: [{ type: 'memberOf', expression }],
    };
    expect(row(definition)).toMatchObject({ gpuCount: 2, architecture: 'arm64', memberOf: [expression] });
    const runtimePlatform = { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' };
    expect(row({ ...webDefinition(), runtimePlatform }).operatingSystem).toBe('windows');
  });
});

describe('how a task starts and stops', () => {
  it('without health check counts as healthy 40 s after RUNNING (P4.5)', () => {
    expect(row(webDefinition())).toMatchObject({ startupMs: 0, healthyAfterMs: 40_000, stopMs: 1000 });
    expect(row(webDefinition(), {}, { timing: { healthyAfterSeconds: 7 } }).healthyAfterMs).toBe(7000);
  });

  it('with one, when it first succeeds: the checks come every interval (P1.22, P4.5)', () => {
    const checked = of(container({ healthCheck }));
    expect(row(checked).healthyAfterMs).toBe(10_000);
    const behaviour = { containers: { web: { readySeconds: 25 } } };
    expect(row(checked, { behaviour }).healthyAfterMs).toBe(30_000);
  });

  it('a container that waits for a healthy one starts after it (P1.19)', () => {
    const dependsOn = [{ containerName: 'app', condition: 'HEALTHY' }];
    const definition = of(container({ name: 'app', healthCheck }), container({ name: 'proxy', dependsOn }));
    expect(row(definition)).toMatchObject({ startupMs: 10_000, healthyAfterMs: 0, stopMs: 2000 });
  });

  it('a container that others wait to complete takes 5 s, or what the scenario says', () => {
    const dependsOn = [{ containerName: 'init', condition: 'SUCCESS' }];
    const definition = of(container({ name: 'init', essential: false }), container({ dependsOn }));
    expect(row(definition).startupMs).toBe(5000);
    expect(row(definition, { behaviour: { containers: { init: { runSeconds: 42 } } } }).startupMs).toBe(42_000);
    expect(row(definition, {}, { timing: { initContainerSeconds: 9 } }).startupMs).toBe(9000);
  });

  it('one whose dependency fails never runs (P1.20)', () => {
    const dependsOn = [{ containerName: 'init', condition: 'SUCCESS' }];
    const definition = of(container({ name: 'init', essential: false, startTimeout: 30 }), container({ dependsOn }));
    const behaviour = { containers: { init: { runSeconds: 5, exitCode: 1 } } };
    expect(row(definition, { behaviour })).toMatchObject({
      startupMs: 30_000,
      behaviour: { startFailureProbability: 1 },
    });
  });

  it('stops within its stopTimeout, dependents first (P1.19, P1.21)', () => {
    const behaviour = { containers: { web: { stopSeconds: 90 } } };
    expect(row(webDefinition(), { behaviour }).stopMs).toBe(30_000);
    expect(row(of(container({ stopTimeout: 5 })), { behaviour }).stopMs).toBe(5000);
    expect(row(webDefinition(), {}, { timing: { containerStopSeconds: 3 } }).stopMs).toBe(3000);
  });
});

describe('when a task ends by itself', () => {
  it('is after exitAfterSeconds, with its exit code', () => {
    const behaviour = { exitAfterSeconds: { exponential: { mean: 60 } }, exitCode: 3, startFailureProbability: 0.2 };
    expect(row(webDefinition(), { behaviour }).behaviour).toEqual({
      exitAfterMs: { kind: 'exponential', mean: 60_000 },
      exitCode: 3,
      startFailureProbability: 0.2,
    });
  });

  it('else when its first essential container exits; others are ignored (P1.18)', () => {
    const definition = of(
      container({ name: 'a' }),
      container({ name: 'b' }),
      container({ name: 'c', essential: false }),
    );
    const containers = { a: { runSeconds: 50, exitCode: 4 }, b: { runSeconds: 70 }, c: { runSeconds: 9 } };
    expect(row(definition, { behaviour: { containers } }).behaviour).toMatchObject({
      exitAfterMs: { kind: 'constant', value: 50_000 },
      exitCode: 4,
    });
    expect(row(definition, { behaviour: { containers: { c: { runSeconds: 9 } } } }).behaviour.exitAfterMs).toBeNull();
  });
});
