import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  answer,
  isFargate,
  isWindows,
  taskDefinitionSchema,
} from '../../../src/scenario/ecs/task-definition-schema.ts';
import { container, definition, taskFaults } from './samples.ts';

const only = (fields: object) => taskFaults({ containerDefinitions: [container({ ...fields })] });
const healthCheck = (fields: object) => only({ healthCheck: { command: ['CMD', 'true'], ...fields } });
const restartPolicy = (fields: object) => only({ restartPolicy: { enabled: true, ...fields } });

describe('the ranges of a task definition', () => {
  it.each([
    ['interval', 5, 300],
    ['timeout', 2, 60],
    ['retries', 1, 10],
    ['startPeriod', 0, 300],
  ])('P1.22: healthCheck %s is %i to %i', (field, min, max) => {
    expect(healthCheck({ [field]: min })).toEqual([]);
    expect(healthCheck({ [field]: max })).toEqual([]);
    expect(healthCheck({ [field]: min - 1 })[0]).toContain(`expected an integer from ${min} to ${max}`);
    expect(healthCheck({ [field]: max + 1 })[0]).toContain(`expected an integer from ${min} to ${max}`);
  });

  it('P1.25: restartAttemptPeriod is 60 to 1800, ignoredExitCodes at most 50', () => {
    expect(restartPolicy({ restartAttemptPeriod: 60 })).toEqual([]);
    expect(restartPolicy({ restartAttemptPeriod: 59 })[0]).toContain('an integer from 60 to 1800');
    expect(restartPolicy({ ignoredExitCodes: Array(51).fill(1) })[0]).toContain('a list of at most 50 items');
  });

  it.each([
    [20, false],
    [21, true],
    [200, true],
    [201, false],
  ])('P1.15: ephemeral storage of %i GiB is accepted: %s', (sizeInGiB, isAccepted) => {
    expect(taskFaults({ ephemeralStorage: { sizeInGiB } }).length === 0).toBe(isAccepted);
  });

  it('P1.16 and P1.29: platforms and compatibilities are those of ECS', () => {
    expect(taskFaults({ runtimePlatform: { cpuArchitecture: 'ARM_64' } })).toEqual([
      'runtimePlatform.cpuArchitecture: found "ARM_64", expected one of X86_64 | ARM64; did you mean "ARM64"?',
    ]);
    expect(taskFaults({ requiresCompatibilities: ['FARGAT'] })[0]).toContain('did you mean "FARGATE"?');
  });
});

describe('the schema itself', () => {
  it('is strict, and can be published as JSON Schema', () => {
    expect(taskDefinitionSchema.safeParse({ ...definition(), taskDefinitionArn: 'arn' }).success).toBe(false);
    expect(z.toJSONSchema(taskDefinitionSchema, { io: 'input' })).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['containerDefinitions'],
    });
  });

  it('P1.13 and P1.16: tells Fargate and Windows', () => {
    const input = taskDefinitionSchema.parse(definition({ requiresCompatibilities: ['EC2', 'FARGATE'] }));
    expect([isFargate(input), isWindows(input)]).toEqual([true, false]);
    expect(isFargate(taskDefinitionSchema.parse(definition()))).toBe(false);
  });

  it("quotes ECS's own answer", () => {
    expect(answer('No.')).toBe(' (ECS: "ClientException: No.")');
  });
});
