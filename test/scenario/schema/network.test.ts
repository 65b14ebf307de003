import { describe, expect, it } from 'vitest';
import { rolesSchema, securityGroupsSchema, subnetsSchema } from '../../../src/scenario/schema/network.ts';

describe('subnets', () => {
  const isBlock = (cidrBlock: string) =>
    subnetsSchema.safeParse({ 'subnet-a': { availabilityZone: 'us-east-1a', cidrBlock } }).success;

  it('are a zone, or what is known of them', () => {
    expect(subnetsSchema.parse({ 'subnet-a': 'us-east-1a' })).toEqual({ 'subnet-a': 'us-east-1a' });
    expect(subnetsSchema.safeParse({ 'subnet-a': { cidrBlock: '10.0.0.0/24' } }).success).toBe(false);
  });

  it('have blocks from /16 to /28', () => {
    for (const block of ['10.0.0.0/16', '192.168.255.240/28']) expect(isBlock(block)).toBe(true);
    for (const block of ['10.0.0.0/15', '10.0.0.0/29', '10.0.0/24', '10.0.0.256/24', '10.0.0.0', 'x']) {
      expect(isBlock(block)).toBe(false);
    }
  });
});

it('roles are allowed what a start asks for, and nothing else', () => {
  expect(rolesSchema.safeParse({ exec: { allows: ['ecr:pull', 'logs:write', 'secrets:read'] } }).success).toBe(true);
  expect(rolesSchema.safeParse({ exec: { allows: ['ecr:push'] } }).success).toBe(false);
});

it('security groups are taken as describe-security-groups prints their rules', () => {
  const group = {
    ipPermissions: [
      { ipProtocol: 'tcp', fromPort: 80, toPort: 80, userIdGroupPairs: [{ groupId: 'sg-alb', userId: '1' }] },
    ],
    ipPermissionsEgress: [{ ipProtocol: '-1', ipRanges: [{ cidrIp: '0.0.0.0/0' }], prefixListIds: [] }],
  };
  expect(securityGroupsSchema.safeParse({ 'sg-web': group }).success).toBe(true);
});
