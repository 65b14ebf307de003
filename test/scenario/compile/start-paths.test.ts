import { describe, expect, it } from 'vitest';
import { NONE } from '../../../src/base/units.ts';
import { compileStartPaths, type StartPlace, startFailure } from '../../../src/scenario/compile/start-paths.ts';
import { startNeeds } from '../../../src/scenario/ecs/start-needs.ts';
import { readNetwork } from '../../../src/scenario/read/network.ts';
import type { NetworkSections } from '../../../src/scenario/schema/network.ts';
import { START_FAILURES } from '../../../src/sim/state/start-failures.ts';
import { container, taskDefinition } from '../ecs/samples.ts';

const ECR = '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1';
const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db';
const subnets = { closed: { availabilityZone: 'us-east-1a', routes: [] } };
const endpoints = (...names: string[]) => names.map((serviceName) => ({ serviceName, subnetIds: ['closed'] }));
const s3 = { serviceName: 's3' };
const onFargate: StartPlace = { subnet: 'closed', hasPublicIp: false, securityGroups: [], instanceRole: undefined };
const onInstance: StartPlace = { ...onFargate, instanceRole: null };

function failureOf(sections: NetworkSections, fields: object, place = onFargate, definition = {}): string | undefined {
  const task = taskDefinition({ containerDefinitions: [container({ image: ECR, ...fields })], ...definition });
  return START_FAILURES[startFailure(readNetwork(sections), task, place, startNeeds(task, 'us-east-1'))]?.name;
}

describe('the network of a start', () => {
  const logging = { logConfiguration: { logDriver: 'awslogs' } };

  it('P12.5: Fargate in a private subnet needs ecr.api, ecr.dkr, S3 and logs; each one missing has its text', () => {
    const starts = (...names: string[]) =>
      failureOf({ subnets, vpcEndpoints: [...endpoints(...names), ...(names.includes('-') ? [] : [s3])] }, logging);
    expect(starts('ecr.dkr', 'logs')).toBe('REGISTRY_AUTH_TIMED_OUT');
    expect(starts('ecr.api', 'logs')).toBe('PULL_TIMED_OUT');
    expect(starts('ecr.api', 'ecr.dkr', 'logs', '-')).toBe('PULL_TIMED_OUT');
    expect(starts('ecr.api', 'ecr.dkr')).toBe('LOGGER_TIMED_OUT');
    expect(starts('ecr.api', 'ecr.dkr', 'logs')).toBeUndefined();
  });

  it('P12: on EC2 the agent pulls and Docker writes the logs, so the texts are theirs', () => {
    const starts = (...names: string[]) =>
      failureOf({ subnets, vpcEndpoints: [...endpoints(...names), s3] }, logging, onInstance);
    expect(starts('ecr.dkr')).toBe('PULL_TIMED_OUT');
    expect(starts('ecr.api', 'ecr.dkr')).toBe('LOG_DRIVER_TIMED_OUT');
    expect(starts('ecr.api', 'ecr.dkr', 'logs')).toBeUndefined();
  });

  it('P12: secrets have a way of their own', () => {
    const vpcEndpoints = [...endpoints('ecr.api', 'ecr.dkr'), s3];
    const secrets = [{ name: 'DB', valueFrom: SECRET }];
    expect(failureOf({ subnets, vpcEndpoints }, { secrets })).toBe('SECRETS_TIMED_OUT');
    expect(failureOf({ subnets, vpcEndpoints }, { secrets: [{ name: 'DB', valueFrom: '/db' }] })).toBe(
      'SECRETS_TIMED_OUT',
    );
    const all = [...vpcEndpoints, ...endpoints('secretsmanager')];
    expect(failureOf({ subnets, vpcEndpoints: all }, { secrets })).toBeUndefined();
  });

  it('P12: images of other registries need the internet', () => {
    const vpcEndpoints = [...endpoints('ecr.api', 'ecr.dkr'), s3];
    expect(failureOf({ subnets, vpcEndpoints }, { image: 'nginx:1' })).toBe('PULL_TIMED_OUT');
  });
});

describe('the roles of a start (P1.30, P12.6)', () => {
  const executionRoleArn = 'arn:aws:iam::123456789012:role/exec';
  const role = (...allows: ('ecr:pull' | 'logs:write' | 'secrets:read' | 's3:read')[]) => ({
    roles: { exec: { allows } },
  });
  const somewhere: StartPlace = { ...onFargate, subnet: undefined };
  const logging = { logConfiguration: { logDriver: 'awslogs' } };
  const secrets = [{ name: 'DB', valueFrom: SECRET }];

  it('P1.30: on Fargate the execution role pulls, reads secrets and writes logs', () => {
    const starts = (sections: NetworkSections, fields: object) =>
      failureOf(sections, fields, somewhere, { executionRoleArn });
    expect(starts(role(), {})).toBe('REGISTRY_AUTH_DENIED');
    expect(starts(role('ecr:pull'), {})).toBeUndefined();
    expect(starts(role('ecr:pull'), logging)).toBe('LOGGER_DENIED');
    expect(starts(role('ecr:pull', 'logs:write'), logging)).toBeUndefined();
    expect(starts(role('ecr:pull'), { secrets })).toBe('SECRETS_DENIED');
    expect(starts(role('ecr:pull', 'secrets:read'), { secrets })).toBeUndefined();
    const environmentFiles = [{ value: 'arn:aws:s3:::b/e', type: 's3' }];
    expect(starts(role('ecr:pull'), { environmentFiles })).toBe('SECRETS_DENIED');
  });

  it('P12.6: a missing execution role fails the start, once roles are described; one that nobody described does not', () => {
    expect(failureOf(role('ecr:pull'), {}, somewhere)).toBe('REGISTRY_AUTH_DENIED');
    expect(failureOf({}, {}, somewhere)).toBeUndefined();
    expect(failureOf(role(), {}, somewhere, { executionRoleArn: 'other' })).toBeUndefined();
    expect(failureOf(role(), { image: 'nginx:1' }, somewhere)).toBeUndefined();
  });

  it('P1.30: on EC2 the instance role covers ECR and logs, not secrets', () => {
    const instance = { ...somewhere, instanceRole: 'instance' };
    const roles = (...allows: 'ecr:pull'[]) => ({ roles: { instance: { allows } } });
    expect(failureOf(roles(), {}, instance)).toBe('PULL_DENIED');
    expect(failureOf(roles('ecr:pull'), {}, instance)).toBeUndefined();
    expect(failureOf(roles('ecr:pull'), logging, instance)).toBe('LOG_DRIVER_DENIED');
    expect(failureOf(roles('ecr:pull'), { secrets }, instance)).toBe('SECRETS_DENIED');
    const both = { roles: { ...roles('ecr:pull').roles, ...role('secrets:read').roles } };
    expect(failureOf(both, { secrets }, instance, { executionRoleArn })).toBeUndefined();
  });

  it('P12: a role whose trust leaves tasks out cannot be assumed, be it the execution or the task role', () => {
    const roles = { exec: { allows: ['ecr:pull' as const], trusts: ['ec2.amazonaws.com'] } };
    expect(failureOf({ roles }, {}, somewhere, { executionRoleArn })).toBe('ROLE_NOT_ASSUMED');
    expect(failureOf({ roles }, {}, somewhere, { taskRoleArn: executionRoleArn, executionRoleArn: 'x' })).toBe(
      'ROLE_NOT_ASSUMED',
    );
  });

  it('P12.6: what the task role may not do is no matter of the start', () => {
    expect(failureOf(role(), {}, somewhere, { taskRoleArn: executionRoleArn, executionRoleArn: 'x' })).toBeUndefined();
  });
});

describe('the ways of its pulls', () => {
  const open = { ...subnets, nat: { availabilityZone: 'us-east-1a', routes: [{ natGatewayId: 'nat-a' }] } };
  const network = readNetwork({
    subnets: { ...open, public: { availabilityZone: 'us-east-1a', routes: [{ gatewayId: 'igw-1' }] } },
    natGateways: [{ natGatewayId: 'nat-a', subnetId: 'public' }],
  });
  const context = { network, region: 'us-east-1', natGateways: ['nat-a'], endpoints: [], without: [] };

  it('P9.9: pulls of ECR over NAT are billed by the GB; with the gateway endpoint of S3 they are not', () => {
    const use = { row: 3, taskDefinition: taskDefinition({ containerDefinitions: [container({ image: ECR })] }) };
    const places = [{ ...onFargate, subnet: 'nat' }];
    expect(compileStartPaths(context, { ...use, places })).toEqual({
      taskDefinition: 3,
      failures: Int32Array.of(NONE),
      failuresWithout: [],
      ecrWays: Int32Array.of(0),
      otherWays: Int32Array.of(NONE),
    });
    const withEndpoint = { ...network, vpcEndpoints: readNetwork({ vpcEndpoints: [s3] }).vpcEndpoints };
    expect(compileStartPaths({ ...context, network: withEndpoint }, { ...use, places })).toBeUndefined();
  });
});
