/** What of AWS a task needs before its containers run (P1.30). */

import type { TaskDefinition } from './task-definition.ts';

/** Services and registries that the start of a task asks, each with what a role must allow for it. */
export interface StartNeeds {
  /** An image in ECR of this region. */
  readonly ecr: boolean;
  /** An image anywhere else. */
  readonly otherRegistry: boolean;
  readonly logs: boolean;
  readonly secretsManager: boolean;
  readonly ssm: boolean;
  readonly environmentFiles: boolean;
}

/** The needs of every container together. */
export function startNeeds({ containerDefinitions }: TaskDefinition, region: string): StartNeeds {
  const secrets = containerDefinitions.flatMap(({ secrets: named = [] }) => named);
  return {
    ecr: containerDefinitions.some(({ image }) => isInEcr(image, region)),
    otherRegistry: containerDefinitions.some(({ image }) => !isInEcr(image, region)),
    logs: containerDefinitions.some(({ logDriver }) => logDriver === 'awslogs'),
    secretsManager: secrets.some(isInSecretsManager),
    ssm: secrets.some((valueFrom) => !isInSecretsManager(valueFrom)),
    environmentFiles: containerDefinitions.some(({ hasEnvironmentFiles }) => hasEnvironmentFiles === true),
  };
}

/** Whether an image is in a private repository of ECR in that region. */
export function isInEcr(image: string, region: string): boolean {
  const [host = ''] = image.split('/');
  return /^\d{12}\.dkr\.ecr\./.test(host) && host.endsWith(`.ecr.${region}.amazonaws.com`);
}

/** `valueFrom` is the ARN of a secret, or ARN or name of a parameter of Systems Manager. */
function isInSecretsManager(valueFrom: string): boolean {
  return valueFrom.startsWith('arn:') && valueFrom.split(':')[2] === 'secretsmanager';
}
