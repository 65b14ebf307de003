import { describe, expect, it } from 'vitest';
import { container, taskFaults } from './samples.ts';

const at = 'containerDefinitions[0]';
const only = (fields: object, task: object = {}) =>
  taskFaults({ containerDefinitions: [container({ ...fields })], ...task });

describe('the memory of a container', () => {
  it("P1.7: is named somewhere, else ECS's own message", () => {
    expect(only({ memory: undefined })).toEqual([
      `${at}.memory: found nothing, expected memory or memoryReservation, as the task has no ` +
        `memory (ECS: "ClientException: Invalid setting for container 'web'. At least one of ` +
        `'memory' or 'memoryReservation' must be specified.")`,
    ]);
    expect(only({ memory: 0 })[0]).toContain('found 0, expected memory or memoryReservation');
    expect(only({ memory: undefined, memoryReservation: 128 })).toEqual([]);
    expect(only({ memory: undefined }, { memory: '512' })).toEqual([]);
  });

  it('P1.7: is at least 6 MiB', () => {
    expect(only({ memory: 5 })).toEqual([`${at}.memory: found 5, expected at least 6 MiB`]);
    expect(only({ memory: 6 })).toEqual([]);
  });

  it('P1.8: stays within the memory of the task', () => {
    expect(only({ memory: 2048, memoryReservation: 100 }, { memory: '1024' })).toEqual([
      `${at}.memory: found 2048, expected at most 1024, the memory of the task`,
    ]);
  });

  it('its hard limit is not below its soft one', () => {
    expect(only({ memory: 100, memoryReservation: 200 })[0]).toContain(
      `${at}.memory: found 100, expected at least 200`,
    );
  });
});

describe('the name and image of a container', () => {
  it("are there, else ECS's own messages", () => {
    const faults = only({ name: undefined, image: '' });
    expect(faults).toContainEqual(
      `${at}.name: found nothing, expected a container name (ECS: "ClientException: Container.name ` +
        'should not be null or empty.")',
    );
    expect(faults).toContainEqual(
      `${at}.image: found "", expected an image (ECS: "ClientException: Container.image should not be null or empty.")`,
    );
  });

  it('the name has letters, digits, _ and - only, or is a placeholder', () => {
    expect(only({ name: 'my web' })).toEqual([`${at}.name: found "my web", expected 1 to 255 letters, digits, _ or -`]);
    expect(only({ name: '<name>' })).toEqual([]);
  });
});

it('P1.17: GPUs are whole', () => {
  const gpu = (value: string) => only({ resourceRequirements: [{ type: 'GPU', value }] });
  expect(gpu('1')).toEqual([]);
  expect(gpu('0.5')[0]).toContain(`${at}.resourceRequirements[0].value: found "0.5", expected a whole number of GPUs`);
});

describe('the ports of a container', () => {
  const ports = (networkMode: string, ...portMappings: object[]) => only({ portMappings }, { networkMode });

  it.each(['awsvpc', 'host'])('%s: hostPort is containerPort, or left out, or 0', (mode) => {
    expect(ports(mode, { containerPort: 8080, hostPort: 80 })).toEqual([
      `${at}.portMappings[0].hostPort: found 80, expected 8080, its containerPort, or no hostPort, ` +
        `in networkMode ${mode}`,
    ]);
    expect(
      ports(mode, { containerPort: 80 }, { containerPort: 81, hostPort: 81 }, { containerPort: 82, hostPort: 0 }),
    ).toEqual([]);
  });

  it('none: takes no port mappings', () => {
    expect(ports('none', { containerPort: 80 })[0]).toContain('expected no port mappings in networkMode none');
    expect(ports('none')).toEqual([]);
  });

  it('a range stands alone, is well formed, and is not for host mode', () => {
    expect(ports('bridge', { containerPortRange: '8000-8010' })).toEqual([]);
    expect(ports('bridge', { containerPortRange: '8010-8000' })[0]).toContain('a range of ports such as "8000-8010"');
    expect(ports('bridge', { containerPortRange: '1-2', containerPort: 1 })[0]).toContain('either containerPortRange');
    expect(ports('host', { containerPortRange: '1-2' })[0]).toContain('no containerPortRange in networkMode host');
    expect(ports('bridge', {})[0]).toContain('a containerPort or a containerPortRange');
  });
});

it('P1.20 and P1.21: startTimeout and stopTimeout are 2 to 120 s on Fargate', () => {
  const fargate = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' };
  expect(only({ startTimeout: 1, stopTimeout: 121 }, fargate)).toEqual([
    `${at}.startTimeout: found 1, expected an integer from 2 to 120 (seconds) on Fargate`,
    `${at}.stopTimeout: found 121, expected an integer from 2 to 120 (seconds) on Fargate`,
  ]);
  expect(only({ stopTimeout: 600 })).toEqual([]);
});

it('volumes and containers exist by the name given, with the nearest one suggested', () => {
  const mount = { mountPoints: [{ sourceVolume: 'dta', containerPath: '/data' }] };
  expect(only(mount, { volumes: [{ name: 'data' }] })).toEqual([
    `${at}.mountPoints[0].sourceVolume: found "dta", expected the name of a volume of this task ` +
      'definition (data); did you mean "data"?',
  ]);
  expect(only({ volumesFrom: [{ sourceContainer: 'app' }] })[0]).toContain('the name of a container');
});

it('links need bridge mode', () => {
  expect(only({ links: ['web'] }, { networkMode: 'host' })[0]).toContain('no links in networkMode host');
  expect(only({ links: ['web:alias'] })).toEqual([]);
});
