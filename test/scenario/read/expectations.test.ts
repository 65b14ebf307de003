import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/scenario/document.ts';
import { subjectAt } from '../../../src/scenario/issues.ts';
import { readExpectations } from '../../../src/scenario/read/expectations.ts';
import { faultsOf, read, scenarioText, service } from '../scenario-texts.ts';

describe('what a scenario expects', () => {
  it('is of the run, of a cluster or of a service, by where it stands', () => {
    const { expectations } = read(
      scenarioText(
        { services: [service({ expect: { minHealthyTasks: 2 } })], expect: { maxPendingSeconds: 60 } },
        { expect: { availability: '99.9%' } },
      ),
    );
    expect(expectations.map(({ place, ...rest }) => rest)).toEqual([
      { cluster: null, service: null, clause: 'availability', limit: 99.9 },
      { cluster: 'main', service: null, clause: 'maxPendingSeconds', limit: 60_000 },
      { cluster: 'main', service: 'web', clause: 'minHealthyTasks', limit: 2 },
    ]);
  });

  it('knows the place of each clause', () => {
    const document = parseDocument('a: 1\nexpect:\n  maxCostUsd: 5\n', 's.yaml');
    const [found] = readExpectations({ maxCostUsd: 5 }, subjectAt(document), { cluster: null, service: null });
    expect(found!.place).toBe('s.yaml:3:3');
  });

  it('is refused with its place and a near name when nobody knows the clause, or the value is none', () => {
    expect(faultsOf({ expect: { availabilty: '99%' } })[0]).toMatch(
      /^clusters\[0\]\.expect\.availabilty: found an unknown key, .*did you mean "availability"\?$/,
    );
    expect(faultsOf({}, { expect: { availability: 0.9995 } })).toEqual([
      'expect.availability: found 0.9995, expected a percentage from 0% to 100%, such as 99.95%',
    ]);
    expect(faultsOf({}, { expect: { availability: '100.1%' } })).toEqual([
      'expect.availability: found "100.1%", expected a percentage from 0% to 100%, such as 99.95%',
    ]);
    expect(faultsOf({ services: [service({ expect: { minHealthyTasks: -1 } })] })).toHaveLength(1);
  });
});
