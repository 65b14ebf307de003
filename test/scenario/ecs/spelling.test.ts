import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Origin, respell } from '../../../src/scenario/ecs/spelling.ts';
import { subjectAt } from '../../../src/scenario/issues.ts';
import { documentOf } from './samples.ts';

const schema = z.strictObject({
  placementStrategy: z.array(z.strictObject({ type: z.string() })).optional(),
  launchType: z.enum(['EC2', 'FARGATE']).optional(),
  efsVolumeConfiguration: z.strictObject({ fileSystemId: z.string() }).optional(),
  options: z.record(z.string(), z.unknown()).optional(),
  taskDefinition: z.union([z.string(), z.strictObject({ family: z.string() })]).optional(),
  cluster: z.string().optional(),
  desiredCount: z.int().optional(),
});

const respelled = (value: unknown, origin: Origin = 'aws') => respell(subjectAt(documentOf(value)), schema, origin);

describe('the spelling of keys', () => {
  it("becomes the API's from CloudFormation's, at every level", () => {
    const value = {
      PlacementStrategies: [{ Type: 'random' }],
      EFSVolumeConfiguration: { FilesystemId: 'fs-1' },
      TaskDefinition: { Family: 'web' },
    };
    expect(respelled(value).value).toEqual({
      placementStrategy: [{ type: 'random' }],
      efsVolumeConfiguration: { fileSystemId: 'fs-1' },
      taskDefinition: { family: 'web' },
    });
  });

  it('stays as it is in user maps', () => {
    expect(respelled({ Options: { 'Awslogs-Group': 'a', LaunchType: null } }).value).toEqual({
      options: { 'Awslogs-Group': 'a', LaunchType: null },
    });
  });

  it('leads back to the source', () => {
    const { sourcePath } = respelled({ PlacementStrategies: [null, { Type: 'random' }], DesiredCount: 1 });
    expect(sourcePath(['placementStrategy', 0, 'type'])).toEqual(['PlacementStrategies', 1, 'Type']);
    expect(sourcePath(['cluster'])).toEqual(['Cluster']);
    expect(respelled({ desiredCount: 1 }).sourcePath(['cluster'])).toEqual(['cluster']);
  });
});

describe('a key that says nothing', () => {
  it('is left out: null, the empty text of an enumeration, a placeholder for one', () => {
    expect(respelled({ cluster: null, launchType: '' }).value).toEqual({});
    expect(respelled({ launchType: '{{ type }}' }).value).toEqual({});
    expect(respelled({ launchType: '{{ type }}' }, 'scenario').value).toEqual({ launchType: '{{ type }}' });
  });
});

describe('an unknown key', () => {
  it('of AWS is dropped, unless it nearly spells a known key that is absent', () => {
    expect(respelled({ serviceArn: 'arn', runningCount: 2, clusterArn: 'arn' }).value).toEqual({});
    expect(respelled({ desiredCont: 2 }).value).toEqual({ desiredCont: 2 });
    expect(respelled({ desiredCont: 2, desiredCount: 1 }).value).toEqual({ desiredCount: 1 });
  });

  it('of a scenario stays, for the check to refuse', () => {
    expect(respelled({ comment: 'x' }, 'scenario').value).toEqual({ comment: 'x' });
  });

  it('that spells a known one a second time stays under its own name', () => {
    expect(respelled({ cluster: 'a', Cluster: 'b' }, 'scenario').value).toEqual({ cluster: 'a', Cluster: 'b' });
  });
});
