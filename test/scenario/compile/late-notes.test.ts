import { expect, it } from 'vitest';
import { compile, provider, service } from '../scenario-texts.ts';

const notes = (cluster: object) => compile(cluster).notes[0];
/** The run ends after a day. */
const deployment = (at: string) => ({ at, forceNewDeployment: true });

it('what a scenario schedules at or after the end of its run is told', () => {
  expect(
    notes({ services: [service({ deployments: [deployment('23h'), deployment('24h'), deployment('2d')] })] }),
  ).toEqual(['Service web: its deployments: 2 of 3 would come after the end of the run (duration), and do nothing.']);
  expect(notes({ services: [service({ updates: [{ at: '30h', desiredCount: 4 }] })] })).toEqual([
    'Service web: its updates: the only one would come after the end of the run (duration), and does nothing.',
  ]);
});

it('failures too, be they spans or instants', () => {
  const failures = [
    { type: 'registryUnavailable', at: '25h', for: '1h' },
    { type: 'instanceFailure', at: '26h' },
    { type: 'instanceFailure', ratePerHour: 0.001 },
  ];
  expect(notes({ capacityProviders: [provider()], services: [service()], failures })).toEqual([
    'failures: 2 of 2 would come after the end of the run (duration), and do nothing.',
  ]);
});

it('what comes within the run is not', () => {
  const failures = [{ type: 'registryUnavailable', at: '23h', for: '10h' }];
  expect(notes({ services: [service({ deployments: [deployment('23h')] })], failures })).toEqual([]);
});
