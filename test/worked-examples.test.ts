/** The facts sheet's worked examples from the outside: a scenario in, its summary and its tasks out. */
import { describe, expect, it } from 'vitest';
import { summarise } from '../src/report/summary.ts';
import { compileScenario } from '../src/scenario/compile.ts';
import { runScenario } from '../src/sweep/run-scenario.ts';
import { fargateDefinition, provider, read, scenarioText, service, webDefinition } from './scenario/scenario-texts.ts';
import { tasksOf } from './sim/reading.ts';

async function run(cluster: object, top: object = {}) {
  const compiled = compileScenario(read(scenarioText(cluster, { duration: '1h', ...top })), { keepTasks: true });
  const result = await runScenario(compiled, { threads: 1 });
  return { summary: summarise(result), tasks: tasksOf(result.clusters[0]!.recording) };
}

/** Times without chance: RUNNING a second after the pull, images of no size. */
const exact = {
  timing: { containerStartSeconds: 1, fargateProvisioningSeconds: 10, deprovisioningSeconds: 0 },
  imageDefaults: { compressedSize: 0 },
};

const onEc2 = { launchType: 'EC2' };
const onFargate = {
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
};
const subnets = { 'subnet-a': 'us-east-1a' };

/** A task of that size on bridge. */
function sized(cpu: number, memory: number) {
  return webDefinition({ containerDefinitions: [{ name: 'web', image: 'web', cpu, memory }] });
}

describe('task definitions', () => {
  it('P1.6 EX: A{cpu 256, mem 300, res 128} + B{cpu 0, mem 512} reserve 256 units and 640 MiB on an instance', async () => {
    const containerDefinitions = [
      { name: 'A', image: 'a', cpu: 256, memory: 300, memoryReservation: 128 },
      { name: 'B', image: 'b', cpu: 0, memory: 512 },
    ];
    const reserved = async (fields: object) => {
      const taskDefinition = webDefinition({ containerDefinitions, ...fields });
      const { summary } = await run({ services: [service({ ...onEc2, desiredCount: 1, taskDefinition })] });
      const { cpu, memory } = summary.clusters[0]!.total;
      return [cpu.reservedMean * 1024, memory.reservedMean * 1024];
    };
    expect(await reserved({})).toEqual([256, 640]);
    expect(await reserved({ cpu: '1024', memory: '2048' })).toEqual([1024, 2048]);
  });

  it('P1.11 EX: 512 units may burst to a whole instance of 1024; of two saturated ones each gets half', async () => {
    const instanceTypes = [{ instanceType: 'one.vcpu', vcpu: 1, memoryMiB: 4096 }];
    const usedVcpu = async (desiredCount: number) => {
      const load = { cpuFraction: 2, memoryMiB: 100 };
      const web = service({ ...onEc2, desiredCount, taskDefinition: sized(512, 512), load });
      const capacityProviders = [provider({ instanceType: 'one.vcpu', desiredCapacity: 1 })];
      const { summary } = await run(
        { capacityProviders, services: [web] },
        { ...exact, instanceTypes, prices: { ec2: { 'one.vcpu': 0.01 } } },
      );
      return summary.clusters[0]!.workloads[0]!.cpu.usedPeakPercent;
    };
    expect(await usedVcpu(1)).toBe(200);
    expect(await usedVcpu(2)).toBe(100);
  });
});

describe('placement', () => {
  it('P2.7 EX, P2.8 EX: c5.large runs 2 awsvpc tasks, 10 with trunking', async () => {
    const running = async (awsvpcTrunking: boolean) => {
      const capacityProviders = [provider({ instanceType: 'c5.large', desiredCapacity: 1, awsvpcTrunking })];
      const taskDefinition = { ...sized(16, 16), networkMode: 'awsvpc' };
      const { networkConfiguration } = onFargate;
      const web = service({ ...onEc2, desiredCount: 20, taskDefinition, networkConfiguration });
      const { summary, tasks } = await run({ capacityProviders, services: [web] }, { subnets });
      expect(summary.clusters[0]!.workloads[0]!.placementFailures.map(({ reason }) => reason)).toEqual([
        'RESOURCE:ENI',
      ]);
      return tasks.length;
    };
    expect([await running(false), await running(true)]).toEqual([2, 10]);
  });

  it('P2.4: a task as large as the advertised memory of its instance is never placed', async () => {
    const capacityProviders = [provider({ instanceType: 'm5.large' })];
    const { summary, tasks } = await run({
      capacityProviders,
      services: [service({ ...onEc2, taskDefinition: sized(16, 8192) })],
    });
    expect(tasks).toEqual([]);
    expect(summary.clusters[0]!.workloads[0]!.placementFailures[0]!.reason).toBe('RESOURCE:MEMORY');
  });

  it('P3.25 EX: of zones with 1, 2 and 2 tasks one with 2 loses the task', async () => {
    const { tasks } = await run({
      services: [service({ ...onEc2, desiredCount: 5, updates: [{ at: '30m', desiredCount: 4 }] })],
    });
    const zones = (rows: typeof tasks) => [0, 1, 2].map((zone) => rows.filter((task) => task.zone === zone).length);
    expect(zones(tasks).sort()).toEqual([1, 2, 2]);
    expect(zones(tasks.filter(({ cause }) => cause === undefined)).sort()).toEqual([1, 1, 2]);
  });
});

describe('the service scheduler', () => {
  it('P4.19: failed starts are tried at once three times, then after 60 s, 120 s, …, at most 27 minutes', async () => {
    const web = service({ ...onEc2, desiredCount: 1, behaviour: { startFailureProbability: 1 } });
    const { tasks } = await run({ services: [web] }, { ...exact, duration: '2h' });
    const createdAtSeconds = tasks.map(({ createdAtMs }) => createdAtMs / 1000);
    expect(createdAtSeconds).toEqual([0, 10, 20, 30, 91, 212, 453, 934, 1895, 3516, 5137, 6758]);
  });

  it('P5.1: a service whose only capacity provider states no weight runs on it', async () => {
    const { tasks } = await run({
      services: [service({ capacityProviderStrategy: [{ capacityProvider: 'general' }] })],
    });
    expect(tasks.map((task) => task.provider)).toEqual(['general', 'general']);
  });
});

describe('capacity provider strategies', () => {
  it('P5.3 EX weights 1 and 4: of every 5 tasks of a service 1 runs on A and 4 run on B', async () => {
    const [a, b] = ['A', 'B'].map((name) => ({ ...provider({ desiredCapacity: 3 }), name }));
    const capacityProviderStrategy = [
      { capacityProvider: 'A', base: 0, weight: 1 },
      { capacityProvider: 'B', weight: 4 },
    ];
    for (const desiredCount of [5, 10]) {
      const { tasks } = await run({
        capacityProviders: [a, b],
        services: [service({ desiredCount, capacityProviderStrategy })],
      });
      expect(tasks.filter((task) => task.provider === 'A')).toHaveLength(desiredCount / 5);
      expect(tasks.filter((task) => task.provider === 'B')).toHaveLength((desiredCount * 4) / 5);
    }
  });
});

describe('addresses', () => {
  it('P12.3 EX /24: has 251, and as many awsvpc tasks run; the next finds none', async () => {
    const web = service({ ...onFargate, taskDefinition: fargateDefinition(), desiredCount: 252 });
    const described = { 'subnet-a': { availabilityZone: 'us-east-1a', cidrBlock: '10.0.0.0/24' } };
    const { summary } = await run({ services: [web] }, { ...exact, subnets: described });
    expect(summary.clusters[0]!.workloads[0]!.runningTasks.max).toBe(251);
  });
});

describe('load balancers', () => {
  /** USD of an hour of a load balancer in front of a service that gets so many requests per second. */
  async function hourOf(requestsPerSecond: number, fields: object): Promise<number> {
    const load = { requestsPerSecond, cpuSecondsPerRequest: 0.001 };
    const { summary } = await run(
      { services: [service({ ...onEc2, load, loadBalancers: [{ targetGroupName: 'web' }] })] },
      {
        ...exact,
        loadBalancers: [{ loadBalancerName: 'front', ...fields }],
        targetGroups: [{ targetGroupName: 'web' }],
      },
    );
    const items = summary.cost.lineItems.filter(({ item }) => item.startsWith('load-balancer'));
    return items.reduce((sum, { usd }) => sum + usd, 0);
  }

  it('P7.7 EX 4 LCU: 100 new connections/s, 6000 active, 3 GB/h and 5 rules at 500 req/s cost $0.0545 an hour', async () => {
    const fields = {
      connectionsPerRequest: 0.2,
      connectionSeconds: 60,
      bytesPerRequest: 3e9 / (500 * 3600),
      ruleCount: 5,
    };
    expect(await hourOf(500, fields)).toBeCloseTo(0.0545, 4);
  });

  it('P7.7 EX 15 rules: at 4000 req/s are 20 LCU, $0.1825 an hour', async () => {
    const fields = { connectionsPerRequest: 0, connectionSeconds: 0, bytesPerRequest: 0, ruleCount: 15 };
    expect(await hourOf(4000, fields)).toBeCloseTo(0.0225 + 20 * 0.008, 4);
  });
});

describe('what it costs', () => {
  it('P8.1 EX 25 s: a Fargate task is billed as 60 s', async () => {
    const short = { ...onFargate, taskDefinition: fargateDefinition(), durationSeconds: 25 };
    const { summary } = await run({ tasks: [short] }, { ...exact, subnets });
    const quantities = summary.cost.lineItems.map(({ item, quantity }) => [item, quantity]);
    expect(quantities).toContainEqual(['fargate-vcpu', 0.004167]);
    expect(quantities).toContainEqual(['fargate-memory', 0.008333]);
  });

  /** USD of a service of one task that runs for 730 h from its pull on. */
  async function monthOf(fields: object, hours = 730): Promise<number> {
    const web = service({ ...onFargate, desiredCount: 1, taskDefinition: fargateDefinition(fields) });
    const { summary } = await run(
      { capacityProviders: ['FARGATE'], services: [web] },
      {
        ...exact,
        subnets,
        duration: `${hours}h`,
        report: { bucket: '10h' },
        timing: { fargateProvisioningSeconds: 0 },
      },
    );
    return summary.cost.usd;
  }

  it('P8.2 EX 1 vCPU, 2 GB: a month costs $36.04; P8.2 EX 1 vCPU, 2 GB on ARM: $28.84, a fifth less', async () => {
    const size = { cpu: '1024', memory: '2048' };
    const runtimePlatform = { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' };
    const [x86, arm] = [await monthOf(size), await monthOf({ ...size, runtimePlatform })];
    expect([x86.toFixed(2), arm.toFixed(2)]).toEqual(['36.04', '28.84']);
    expect(arm / x86 - 1).toBeCloseTo(-0.2, 3);
  });

  it('P8.2 EX 0.25 vCPU, 0.5 GB: a month costs $9.01', async () => {
    expect((await monthOf({ cpu: '256', memory: '512' })).toFixed(2)).toBe('9.01');
  });

  it('P8.2 EX 100 GiB of ephemeral storage: 80 of them are paid for, $0.00888 an hour', async () => {
    const more = await monthOf({ ephemeralStorage: { sizeInGiB: 100 } }, 1000);
    expect((more - (await monthOf({}, 1000))) / 1000).toBeCloseTo(0.00888, 6);
  });

  it('P8.2 EX 5 tasks, 10 min a day: of 1 vCPU and 2 GB cost $1.23 in 30 days', async () => {
    const daily = {
      ...onFargate,
      taskDefinition: fargateDefinition({ cpu: '1024', memory: '2048' }),
      count: 5,
      arrivals: { cron: 'cron(0 9 * * ? *)' },
      // From the pull to STOPPED: a second to start, 599 to run.
      durationSeconds: 599,
    };
    const capacityProviders = ['FARGATE'];
    const { summary } = await run({ capacityProviders, tasks: [daily] }, { ...exact, subnets, duration: '30d' });
    expect(summary.cost.usd.toFixed(2)).toBe('1.23');
  });

  /** USD per task-hour of a full m5.xlarge, without its volume, and on Fargate at the size that holds the task. */
  async function breakEven(memoryMiB: number, fargateMemoryMiB: number) {
    const fleet = provider({ instanceType: 'm5.xlarge', desiredCapacity: 1, registeredMemoryMiB: 15_700 });
    const size = { cpu: '1024', memory: String(fargateMemoryMiB) };
    const { summary } = await run(
      {
        capacityProviders: [fleet, 'FARGATE'],
        services: [
          service({ ...onEc2, desiredCount: 10, taskDefinition: sized(1024, memoryMiB) }),
          service({ ...onFargate, serviceName: 'cloud', desiredCount: 1, taskDefinition: fargateDefinition(size) }),
        ],
      },
      {
        subnets,
        duration: '100d',
        report: { bucket: '10d' },
        prices: { other: { ebs: { 'gp3-storage': 0 } } },
      },
    );
    const { workloads, capacityProviders } = summary.clusters[0]!;
    const [ec2, cloud] = workloads;
    const onInstance = capacityProviders.find(({ name }) => name === 'general')!;
    return {
      tasks: ec2!.runningTasks.max,
      ec2Usd: onInstance.usd / (ec2!.runningTasks.max * 2400),
      fargateUsd: cloud!.usdPerTaskHour!,
    };
  }

  it('P9.10 EX 1 vCPU, 4 GiB: on m5.xlarge memory allows 3, $0.064 a task-hour; Fargate is cheaper', async () => {
    const { tasks, ec2Usd, fargateUsd } = await breakEven(4096, 4096);
    expect(tasks).toBe(3);
    expect(ec2Usd).toBeCloseTo(0.064, 6);
    expect(fargateUsd).toBeCloseTo(0.05826, 4);
  });

  it('P9.10 EX 1 vCPU, 3.75 GiB: 4 fit, $0.048 a task-hour; EC2 wins by 17.6 %', async () => {
    const { tasks, ec2Usd, fargateUsd } = await breakEven(3840, 4096);
    expect(tasks).toBe(4);
    expect(ec2Usd).toBeCloseTo(0.048, 6);
    expect(1 - ec2Usd / fargateUsd).toBeCloseTo(0.176, 3);
  });
});
