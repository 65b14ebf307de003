import { describe, expect, it } from 'vitest';
import { fargateProvider, zoneFaultsAt } from '../../../src/scenario/read/capacity-providers.ts';
import { faultsOf, provider, read, scenarioText } from '../scenario-texts.ts';

const fleetOf = (fields: object, top = {}) => {
  const [first] = read(scenarioText({ capacityProviders: [provider(fields)] }, top)).clusters[0]!.capacityProviders;
  return first?.kind === 'auto-scaling-group' ? first.fleet : undefined;
};

const faults = (fields: object, top = {}) =>
  faultsOf({ capacityProviders: [provider(fields)] }, top).map((fault) =>
    fault.replace('clusters[0].capacityProviders[0].autoScalingGroupProvider', '…'),
  );

describe('the fleet of an Auto Scaling group', () => {
  it('has defaults: on demand, 30 GiB of gp3, Linux, three zones, no public address', () => {
    expect(fleetOf({ availabilityZones: undefined })).toMatchObject({
      instanceTypes: ['m6i.xlarge'],
      availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
      purchaseOption: 'on-demand',
      rootVolumeGiB: 30,
      rootVolumeType: 'gp3',
      hasPublicIpv4: false,
      reservedMemoryMiB: 0,
      hasTrunking: false,
      operatingSystemFamily: 'LINUX',
    });
  });

  it('may be mixed, in either spelling', () => {
    expect(fleetOf({ instanceType: ['m6i.large', 'm5.large'] })?.instanceTypes).toEqual(['m6i.large', 'm5.large']);
    expect(fleetOf({ instanceType: undefined, instanceTypes: ['m6i.large'] })?.instanceTypes).toEqual(['m6i.large']);
  });

  it('has minSize instances where no desired capacity is given', () => {
    expect(fleetOf({ desiredCapacity: undefined, minSize: 4 })?.desiredCapacity).toBe(4);
  });

  it('has attributes as texts (P2.11)', () => {
    expect(fleetOf({ attributes: { stack: 'prod', rack: 7, fast: true } })?.attributes).toEqual({
      stack: 'prod',
      rack: '7',
      fast: 'true',
    });
    expect(faults({ attributes: { 'a b': 'x' } })).toHaveLength(1);
  });
});

describe('what is wrong with a capacity provider', () => {
  it('an instance type that nobody knows, or that has no price', () => {
    expect(faults({ instanceType: 'm6i.xlage' })).toEqual([
      '….instanceType: found "m6i.xlage", expected an instance type of the catalog or of instanceTypes; did you mean "m6i.xlarge"?',
    ]);
    const instanceTypes = [{ instanceType: 'm99x.large', vcpu: 2, memoryMiB: 8192 }];
    expect(faults({ instanceType: 'm99x.large' }, { instanceTypes })).toEqual([
      '….instanceType: found "m99x.large", expected an instance type with a price in us-east-1, or its price under prices.ec2',
    ]);
    expect(faults({ instanceType: 'm99x.large' }, { instanceTypes, prices: { ec2: { 'm99x.large': 0.1 } } })).toEqual(
      [],
    );
    expect(faults({ instanceType: 'm99x.large', purchaseOption: 'spot' }, { instanceTypes })).toEqual([
      '….instanceType: found "m99x.large", expected an instance type with a Spot price in us-east-1, or its price under prices.ec2Spot',
    ]);
  });

  it('a desired capacity outside its bounds', () => {
    expect(faults({ minSize: 3, maxSize: 5, desiredCapacity: 6 })).toEqual([
      '….desiredCapacity: found 6, expected from minSize 3 to maxSize 5',
    ]);
    expect(faults({ minSize: 3, desiredCapacity: 2 })).toEqual([
      '….desiredCapacity: found 2, expected at least 3, the minSize',
    ]);
    expect(faults({ minSize: 3, maxSize: 2 })).toEqual(['….maxSize: found 2, expected at least 3, the minSize']);
    expect(faults({ desiredCapacity: undefined })).toEqual([
      '….desiredCapacity: found nothing, expected how many container instances there are',
    ]);
  });

  it('a zone of another region', () => {
    expect(faults({ availabilityZones: ['us-east-1a', 'us-east-2a'] })).toEqual([
      '….availabilityZones[1]: found "us-east-2a", expected a zone of us-east-1 such as us-east-1a; did you mean "us-east-1a"?',
    ]);
    expect(zoneFaultsAt([], 'anything', 'no-region-1')).toEqual([]);
  });

  it('measured memory of a type that it does not have', () => {
    expect(faults({ registeredMemoryMiB: { 'm5.large': 7600 } })).toEqual([
      '….registeredMemoryMiB["m5.large"]: found another type, expected one of m6i.xlarge',
    ]);
  });

  it('a misspelled FARGATE, no name, no group', () => {
    const of = (entry: unknown) =>
      faultsOf({ capacityProviders: [entry] }).map((fault) => fault.replace(/^\S+\[0\]\.?/, ''));
    expect(of('FARGATE_SPOTT')[0]).toContain('did you mean "FARGATE_SPOT"?');
    expect(of({ ...provider(), name: undefined })).toEqual([
      'name: found nothing, expected the name of the capacity provider',
    ]);
    expect(of({ name: 'x' })).toEqual(['autoScalingGroupProvider: found nothing, expected an Auto Scaling group']);
    expect(of({ name: 'FARGATE' })).toEqual([]);
    expect(fargateProvider('FARGATE_SPOT').kind).toBe('fargate-spot');
  });
});
