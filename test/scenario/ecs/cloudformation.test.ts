import { describe, expect, it } from 'vitest';
import { formatIssue } from '../../../src/base/errors.ts';
import { parseDocument } from '../../../src/scenario/document.ts';
import { checkTemplate } from '../../../src/scenario/ecs/cloudformation.ts';
import { isTemplate } from '../../../src/scenario/ecs/template-reader.ts';

const template = `Parameters:
  Count: {Type: Number}
  Memory: {Type: String, Default: "512"}
Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub "\${AWS::StackName}-web"
      ContainerDefinitions:
        - Name: !Ref Name
          Image: !Sub "\${AWS::AccountId}/web"
          Memory: !Ref Memory
          Essential: "true"
          PortMappings: [{ContainerPort: "80", HostPort: !GetAtt Port.Number}]
          Environment: !If [IsProd, [{Name: A, Value: 1}], !Ref "AWS::NoValue"]
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: !Ref Web
      DesiredCount: !Ref Count
      LaunchType: FARGAT
  General:
    Type: AWS::ECS::CapacityProvider
    Properties:
      AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Group, ManagedScaling: {TargetCapacity: 0}}
  Bucket:
    Type: AWS::S3::Bucket
`;

describe('a CloudFormation template', () => {
  const document = parseDocument(template, 'shop.yaml');

  it('is told by the Type of its resources', () => {
    expect(isTemplate(document.value)).toBe(true);
    expect(isTemplate({ resources: ['a'] })).toBe(false);
    expect(isTemplate({ Resources: [] })).toBe(false);
  });

  it('has each of its ECS resources checked, in the spelling and at the place of the user', () => {
    const checked = checkTemplate(document);
    expect(checked.map(({ logicalName, type }) => [logicalName, type])).toEqual([
      ['Web', 'AWS::ECS::TaskDefinition'],
      ['Service', 'AWS::ECS::Service'],
      ['General', 'AWS::ECS::CapacityProvider'],
    ]);
    expect(checked.flatMap(({ issues }) => issues.map(formatIssue))).toEqual([
      'shop.yaml:14:66 Resources.Web.Properties.ContainerDefinitions[0].PortMappings[0].HostPort: ' +
        'found {"Fn::GetAtt":"Port.Number"}, expected an integer from 0 to 65535: set this, the ' +
        'template alone does not say',
      'shop.yaml:20:26 Resources.Service.Properties.DesiredCount: found {"Ref":"Count"}, expected ' +
        'an integer >= 0: set this, the template alone does not say',
      'shop.yaml:21:19 Resources.Service.Properties.LaunchType: found "FARGAT", expected one of ' +
        'EC2 | FARGATE | EXTERNAL | MANAGED_INSTANCES; did you mean "FARGATE"?',
      'shop.yaml:25:100 ' +
        'Resources.General.Properties.AutoScalingGroupProvider.ManagedScaling.TargetCapacity: found ' +
        '0, expected an integer from 1 to 100',
    ]);
  });

  it('reads the same in JSON', () => {
    const json = parseDocument(JSON.stringify(document.value), 'shop.json');
    const paths = (issues: ReturnType<typeof checkTemplate>) =>
      issues.flatMap((one) => one.issues.map(({ path }) => path));
    expect(paths(checkTemplate(json))).toEqual(paths(checkTemplate(document)));
  });

  it('of other resources only has nothing to check', () => {
    expect(checkTemplate(parseDocument('{"Resources": {"B": {"Type": "AWS::S3::Bucket"}}}', 'a.json'))).toEqual([]);
    expect(checkTemplate(parseDocument('{}', 'a.json'))).toEqual([]);
  });
});
