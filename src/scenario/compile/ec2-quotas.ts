import { quotaGroupOf } from '../../catalog/quota-groups.ts';
import type { Ec2QuotaInput } from '../../sim/state/input/ec2-quotas.ts';
import type { LaunchTemplateInput } from '../../sim/state/input.ts';
import type { ScenarioCluster } from '../scenario.ts';

/** The quotas of vCPUs that the cluster's instances count to (P10.3). */
export function compileEc2Quotas(
  { ec2Quotas }: Pick<ScenarioCluster, 'ec2Quotas'>,
  launchTemplates: readonly Pick<LaunchTemplateInput, 'instanceType' | 'purchaseOption'>[],
): Ec2QuotaInput[] {
  return ec2Quotas.map(({ name, group, purchaseOption, vcpus }) => ({
    name,
    vcpus,
    launchTemplates: [...launchTemplates.keys()].filter((row) => {
      const template = launchTemplates[row]!;
      return template.purchaseOption === purchaseOption && quotaGroupOf(template.instanceType) === group;
    }),
  }));
}
