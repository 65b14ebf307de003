/** The sample of private subnets: what a missing endpoint does, and what mends it. */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { invoice } from '../src/pricing/invoice.ts';
import { compileScenario } from '../src/scenario/compile.ts';
import { readScenarioFile } from '../src/scenario/read.ts';
import type { Recording } from '../src/sim/record/recording.ts';
import { simulate } from '../src/sim/simulation.ts';
import { NO_FREE_ADDRESSES, REGISTRY_AUTH_TIMED_OUT, START_FAILURES } from '../src/sim/state/start-failures.ts';

const SAMPLE = fileURLToPath(new URL('../scenarios/private-subnets.yaml', import.meta.url));
const ORDERS = 0;
const REPORTS = 1;

describe('private subnets', () => {
  let broken: Recording;
  let endpoints: Recording;
  let nat: Recording;
  let usd: (recording: Recording, item: string) => number;

  beforeAll(async () => {
    const { inputs, rates } = compileScenario(await readScenarioFile(SAMPLE));
    [broken, endpoints, nat] = inputs.map((input) => simulate(input)) as [Recording, Recording, Recording];
    usd = (recording, item) =>
      invoice(recording, rates).lineItems.reduce((sum, one) => sum + (one.item === item ? one.amountUsd : 0), 0);
  }, 60_000);

  const failed = ({ startFailures }: Recording, workload: number, reason: number) =>
    startFailures[workload * START_FAILURES.length + reason]!;

  it('P12.5: without the endpoint of ecr.api no task ever starts', () => {
    expect(broken.counters.tasksStarted[ORDERS]! + broken.counters.tasksStarted[REPORTS]!).toBe(0);
    expect(failed(broken, ORDERS, REGISTRY_AUTH_TIMED_OUT)).toBe(broken.counters.startFailures[ORDERS]);
  });

  it('P4.12: the circuit breaker gives the deployment up; P4.19: without one the starts are throttled, and go on', () => {
    expect(broken.deployments).toMatchObject([{ workload: ORDERS, rolloutState: 'FAILED' }]);
    // Nine at once and then nine each time that the delay, of at most 27 min, has passed.
    expect(broken.counters.tasksCreated[REPORTS]).toBeGreaterThan(9 * (((6 - 1) * 60) / (27 + 4)));
    expect(broken.counters.tasksCreated[REPORTS]).toBeLessThan(9 * 25);
  });

  it('P12.3 EX /28: 11 addresses, of which three endpoints leave room for 8 tasks; the ninth fails', () => {
    expect(endpoints.network.subnets.find(({ name }) => name === 'endpoints-small')).toMatchObject({
      usableAddresses: 11,
      heldAddresses: 3,
      takenMax: 8,
    });
    expect(failed(endpoints, REPORTS, NO_FREE_ADDRESSES)).toBeGreaterThan(0);
    expect(nat.network.subnets.find(({ name }) => name === 'nat-small')).toMatchObject({ takenMax: 9 });
    expect(nat.counters.startFailures[REPORTS]).toBe(0);
  });

  it('P9.6: three endpoints in two zones cost 6 × $0.01 an hour, two NAT gateways 2 × $0.048 and $0.048 per GB', () => {
    expect(usd(endpoints, 'interface-endpoint')).toBeCloseTo(6 * 6 * 0.01, 10);
    expect(usd(endpoints, 'nat-gateway')).toBe(0);
    expect(usd(nat, 'nat-gateway')).toBeCloseTo(2 * 6 * 0.048, 10);
    expect(usd(nat, 'nat-gateway-data')).toBeCloseTo((15 * 260 * 0.048) / 1024, 10);
    expect(usd(nat, 'cross-zone-data')).toBe(0);
  });
});
