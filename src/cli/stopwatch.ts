/** How fast decisions were made: for the terminal alone, no result knows it. */

/** Adds up time and decisions by name. */
export class DecisionStopwatch {
  private readonly spent = new Map<string, { ms: number; decisions: number }>();
  private startedMs = 0;

  start(): void {
    this.startedMs = performance.now();
  }

  stop(caseName: string, chainName: string, decisions: number): void {
    const ms = performance.now() - this.startedMs;
    const before = this.spent.get(keyOf(caseName, chainName)) ?? { ms: 0, decisions: 0 };
    this.spent.set(keyOf(caseName, chainName), { ms: before.ms + ms, decisions: before.decisions + decisions });
  }

  decisionsPerSecond(caseName: string, chainName: string): number {
    const { ms, decisions } = this.spent.get(keyOf(caseName, chainName)) ?? { ms: 0, decisions: 0 };
    return ms === 0 ? 0 : (1000 * decisions) / ms;
  }
}

function keyOf(caseName: string, chainName: string): string {
  return `${caseName}\n${chainName}`;
}
