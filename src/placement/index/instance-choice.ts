/** Answers one request without looking at every instance (docs/decisions/0022): the scan's answer, each time. */
export interface InstanceChoice {
  /** The container instance for one task: its row, or NONE. */
  choose(): number;
}
