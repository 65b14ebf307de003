/** Images, what they share, and how the agents of container instances keep them (P2.13, P10.1). */

export interface ImageInput {
  readonly name: string;
  /** Of the layers that are its own: all of it where nothing is shared. */
  readonly compressedMiB: number;
  /** Rows in layers, which other images have too. */
  readonly sharedLayers: readonly number[];
  /** In ECR of the region: its pulls go there (P9.9). */
  readonly isInEcr: boolean;
  /** It has a SOCI index: on Fargate its container starts before all of it is there (P8.6). */
  readonly isLazy: boolean;
}

/** A layer that several images share. */
export interface LayerInput {
  readonly digest: string;
  readonly compressedMiB: number;
}

/** ECS_IMAGE_PULL_BEHAVIOR (P2.13): when the agent asks the registry for an image that it has. */
export type ImagePullBehavior = 'default' | 'always' | 'once' | 'prefer-cached';

/** The agent removes images that no container uses. */
export interface ImageCleanupInput {
  readonly intervalMs: number;
  /** Images pulled less long ago stay. */
  readonly minimumAgeMs: number;
  readonly imagesPerCycle: number;
  /** Containers of stopped tasks are removed after this long; until then their images count as used. */
  readonly containersKeptMs: number;
}

/** What an agent does with images. */
export interface AgentImagesInput {
  readonly pullBehavior: ImagePullBehavior;
  /** null = images stay for good: switched off, or with prefer-cached. */
  readonly cleanup: ImageCleanupInput | null;
}
