/** What a service sends and gets per request that it serves, as far as it is billed: over zones and to the internet. */

/** A service that it calls, or the internet. */
export interface ServiceCallInput {
  /** Row in services; NONE = the internet. */
  readonly callee: number;
  /** Zones of the load balancer's nodes before the callee; [] = its tasks are called themselves. */
  readonly nodeZones: readonly number[];
  /** Per request of the caller: both ways, and of these what the caller sends. */
  readonly bytes: number;
  readonly bytesOut: number;
}

export interface ServiceTrafficInput {
  /** Bytes of an answer that leave for clients in the internet. */
  readonly internetBytes: number;
  readonly calls: readonly ServiceCallInput[];
  /** By zone: the NAT gateway on the way from there to the internet; NONE = there is none on it. */
  readonly natGateways: readonly number[];
}
