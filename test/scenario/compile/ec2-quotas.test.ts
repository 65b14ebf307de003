import { expect, it } from 'vitest';
import { compile, provider } from '../scenario-texts.ts';

it('P10.3: a quota counts the instances of its families, on demand or Spot', () => {
  const capacityProviders = [
    provider({ instanceType: 'm6i.large', availabilityZones: ['us-east-1a'] }),
    { ...provider({ instanceType: 'g4dn.xlarge', availabilityZones: ['us-east-1a'] }), name: 'gpu' },
    {
      ...provider({ instanceType: 'c6i.large', availabilityZones: ['us-east-1a'], purchaseOption: 'spot' }),
      name: 'spot',
    },
  ];
  const limits = { ec2Vcpus: { standard: 64, g: 8 }, ec2SpotVcpus: 16 };
  const { inputs, facts } = compile({ capacityProviders }, { limits });
  expect(inputs[0]!.ec2Quotas).toEqual([
    { name: 'standard on demand', vcpus: 64, launchTemplates: [0] },
    { name: 'g on demand', vcpus: 8, launchTemplates: [1] },
    { name: 'standard Spot', vcpus: 16, launchTemplates: [2] },
  ]);
  expect(facts.accountQuotas.ec2Vcpus).toEqual({ 'standard on demand': 64, 'g on demand': 8, 'standard Spot': 16 });
});
