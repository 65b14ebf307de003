/**
 * What one task asks of a container instance: integers only, made once per workload and revision and shared by all its
 * placements.
 */
export interface TaskRequest {
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  readonly gpuCount: number;
  /** 1 with awsvpc, else 0: ENI slots it takes (P2.7). */
  readonly eniCount: number;
  /** Static host ports as a bit mask over HostPortIndex, `words` entries (P1.26). */
  readonly hostPortMask: Int32Array;
  /** Bits set in the mask. */
  readonly hostPortCount: number;
  /** Row in task groups: `service:<name>` or the group of the standalone task (P3.5). */
  readonly group: number;
  /** Only instances of this provider are considered; NONE = every instance of the cluster (P3.4). */
  readonly capacityProvider: number;
  /**
   * Entry per launch template: 1 where the template's attributes have what the definition requires: capabilities,
   * architecture, operating system (P1.16, P12 ATTRIBUTE).
   */
  readonly hasRequiredAttributes: Uint8Array;
  /** Entry per zone: 1 where the awsvpc subnets reach (P12 LOCATION). */
  readonly isInSubnets: Uint8Array;
}
