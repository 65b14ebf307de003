/** A small scenario with a plan, and its plan as read, for what makes and shows plans. */
import { type Plan, readPlan } from '../../src/planner/read-plan.ts';
import { parseDocument } from '../../src/scenario/document.ts';
import { memoryIo } from '../scenario/scenario-texts.ts';

/** Two vCPU of requests on Fargate tasks of half a vCPU: five of eight that may be chosen are enough, four are not. */
export const PLAN_TEXT = `plimsoll: 1
name: small
region: us-east-1
seed: 3
duration: 4h
expect: { availability: 99% }
plan:
  replications: 2
  choose:
    - { name: tasks, path: clusters.shop.services.web.desiredCount, values: [8, 3, 6, 5, 4] }
    - name: size
      path: taskDefinitions.web.memory
      values: { small: "1024", large: "4096" }
clusters:
  - clusterName: shop
    capacityProviders: [FARGATE]
    services:
      - serviceName: web
        taskDefinition: web
        desiredCount: 8
        launchType: FARGATE
        availabilityZoneRebalancing: DISABLED
        load: { requestsPerSecond: 20, cpuSecondsPerRequest: 0.1, memoryMiB: 300 }
taskDefinitions:
  - family: web
    networkMode: awsvpc
    requiresCompatibilities: [FARGATE]
    cpu: "512"
    memory: "1024"
    containerDefinitions: [{ name: web, image: web }]
`;

export function planOf(text: string, files: Readonly<Record<string, string>> = {}): Plan {
  return readPlan(parseDocument(text, 'plan.yaml'), memoryIo(files));
}
