import { describe, expect, it } from 'vitest';
import { container, taskFaults } from './samples.ts';

const dependsOn = (containerName: string, condition = 'START') => ({ dependsOn: [{ containerName, condition }] });
const faultsOf = (...containerDefinitions: object[]) => taskFaults({ containerDefinitions });
const healthCheck = { command: ['CMD', 'true'] };

describe('P1.19: a dependency', () => {
  it('names a container of the definition', () => {
    expect(faultsOf(container(dependsOn('prxy')), container({ name: 'proxy' }))).toEqual([
      'containerDefinitions[0].dependsOn[0].containerName: found "prxy", expected the name of a ' +
        'container of this task definition (web, proxy); did you mean "proxy"?',
    ]);
  });

  it.each(['COMPLETE', 'SUCCESS'])('%s is not for an essential container', (condition) => {
    expect(faultsOf(container(dependsOn('init', condition)), container({ name: 'init' }))).toEqual([
      `containerDefinitions[0].dependsOn[0].condition: found "${condition}", expected START or ` +
        'HEALTHY: init is essential, its exit stops the task',
    ]);
    expect(faultsOf(container(dependsOn('init', condition)), container({ name: 'init', essential: false }))).toEqual(
      [],
    );
  });

  it('HEALTHY needs a health check on the dependency', () => {
    const web = container(dependsOn('db', 'HEALTHY'));
    expect(faultsOf(web, container({ name: 'db' }))[0]).toContain('expected a healthCheck on db');
    expect(faultsOf(web, container({ name: 'db', healthCheck }))).toEqual([]);
  });

  it('HEALTHY on a container whose health check is wrong gives that fault only', () => {
    const db = container({ name: 'db', healthCheck: { ...healthCheck, interval: 1 } });
    expect(faultsOf(container(dependsOn('db', 'HEALTHY')), db)).toEqual([
      'containerDefinitions[1].healthCheck.interval: found 1, expected an integer from 5 to 300',
    ]);
  });

  it('is no cycle, reported once', () => {
    const a = container({ name: 'a', ...dependsOn('b') });
    const b = container({ name: 'b', ...dependsOn('c') });
    const c = container({ name: 'c', ...dependsOn('a') });
    expect(faultsOf(a, b, c)).toEqual([
      'containerDefinitions[2].dependsOn[0].containerName: found the cycle a → b → c → a, expected ' +
        'dependencies without a cycle',
    ]);
    expect(faultsOf(container({ name: 'a', ...dependsOn('a') }))[0]).toContain('the cycle a → a');
  });

  it('on a shared container from two sides is no cycle', () => {
    const both = {
      dependsOn: [
        { containerName: 'a', condition: 'START' },
        { containerName: 'b', condition: 'START' },
      ],
    };
    expect(faultsOf(container(both), container({ name: 'a', ...dependsOn('b') }), container({ name: 'b' }))).toEqual(
      [],
    );
  });
});
