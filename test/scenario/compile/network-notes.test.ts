import { describe, expect, it } from 'vitest';
import { networkNotes } from '../../../src/scenario/compile/network-notes.ts';
import { fargateDefinition, provider, read, scenarioText, service } from '../scenario-texts.ts';

const zone = 'us-east-1a';
const notesOf = (cluster: object, top: object) => {
  const scenario = read(scenarioText(cluster, top));
  return networkNotes(scenario, scenario.clusters[0]!);
};

describe('notes on the network', () => {
  it('are none where nothing is described', () => {
    expect(notesOf({ services: [service()] }, { subnets: { 'subnet-a': zone } })).toEqual([]);
  });

  it('P1.30: a role that is named and not described is allowed everything, and a note says so', () => {
    const taskDefinition = fargateDefinition({ executionRoleArn: 'arn:aws:iam::123456789012:role/exec' });
    const services = [service({ taskDefinition, launchType: 'FARGATE' })];
    const capacityProviders = [provider({ iamInstanceProfile: 'known' })];
    expect(notesOf({ services, capacityProviders }, { roles: { known: {} } })).toEqual([
      'Role exec is not described in roles, so everything is allowed to it.',
    ]);
  });

  it('name places of which no more than the zone is known, beside others that are described', () => {
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['plain'] } };
    const services = [service({ taskDefinition: fargateDefinition(), launchType: 'FARGATE', networkConfiguration })];
    const subnets = { plain: zone, other: { availabilityZone: zone, routes: [] } };
    expect(notesOf({ services, capacityProviders: [provider()] }, { subnets })).toEqual([
      expect.stringContaining('Subnet plain has no addresses and routes'),
      expect.stringContaining('Capacity provider general names no subnets'),
    ]);
  });

  it('P12.5: say where agents would not reach ECS', () => {
    const capacityProviders = [provider({ availabilityZones: undefined, vpcZoneIdentifier: 'subnet-a' })];
    const subnets = { 'subnet-a': { availabilityZone: zone, routes: [] } };
    const notes = (vpcEndpoints: object[]) => notesOf({ capacityProviders }, { subnets, vpcEndpoints });
    expect(notes([])).toEqual([expect.stringContaining('do not reach ECS')]);
    expect(notes([{ serviceName: 'ecs', subnetIds: ['subnet-a'] }])).toEqual([]);
  });
});
