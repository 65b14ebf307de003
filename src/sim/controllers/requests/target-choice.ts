/** How a load balancer chooses the target of a request (P7.1). Targets are row numbers of its user. */
export interface TargetChoice {
  /** Targets that it chooses among. */
  readonly count: number;
  /** The target takes requests from now on; it has so many outstanding already. */
  join(target: number, outstanding: number, nowMs: number): void;
  /** It takes no more; what it has goes on, and is told of no longer. */
  leave(target: number): void;
  /** The target of the next request, or NONE when there is no target. */
  choose(nowMs: number): number;
  /** A request was given to the target. */
  started(target: number): void;
  /** One of the target's requests is over. */
  ended(target: number): void;
}
