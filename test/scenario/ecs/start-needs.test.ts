import { describe, expect, it } from 'vitest';
import { isInEcr, startNeeds } from '../../../src/scenario/ecs/start-needs.ts';
import { container, taskDefinition } from './samples.ts';

const ECR = '123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1';
const needs = (fields: Readonly<Record<string, unknown>>) =>
  startNeeds(taskDefinition({ containerDefinitions: [container(fields)] }), 'us-east-1');

describe('what a start needs (P1.30)', () => {
  it('ECR for private images of the region, else another registry', () => {
    expect(needs({ image: ECR })).toMatchObject({ ecr: true, otherRegistry: false });
    expect(needs({ image: 'public.ecr.aws/nginx' })).toMatchObject({ ecr: false, otherRegistry: true });
    expect(isInEcr(ECR, 'eu-west-1')).toBe(false);
    expect(isInEcr('nginx:1', 'us-east-1')).toBe(false);
  });

  it('logs for the driver awslogs and for no other', () => {
    expect(needs({ logConfiguration: { logDriver: 'awslogs' } }).logs).toBe(true);
    expect(needs({ logConfiguration: { logDriver: 'json-file' } }).logs).toBe(false);
  });

  it('Secrets Manager or Systems Manager for secrets, also those of log drivers and private registries', () => {
    const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db';
    expect(needs({ secrets: [{ name: 'A', valueFrom: secret }] })).toMatchObject({ secretsManager: true, ssm: false });
    expect(needs({ secrets: [{ name: 'A', valueFrom: '/web/db' }] })).toMatchObject({
      secretsManager: false,
      ssm: true,
    });
    expect(needs({ repositoryCredentials: { credentialsParameter: secret } }).secretsManager).toBe(true);
    const secretOptions = [{ name: 'token', valueFrom: secret }];
    expect(needs({ logConfiguration: { logDriver: 'splunk', secretOptions } }).secretsManager).toBe(true);
  });

  it('S3 for environment files', () => {
    expect(needs({ environmentFiles: [{ value: 'arn:aws:s3:::b/e', type: 's3' }] }).environmentFiles).toBe(true);
    expect(needs({}).environmentFiles).toBe(false);
  });
});
