import { describe, expect, it } from 'vitest';
import { capturePrinted, catalog, catalogJson, catalogLines } from './catalog-output.ts';

capturePrinted();

describe('plimsoll catalog instances', () => {
  it('prints a table of bare columns, numbers to the right', async () => {
    expect((await catalogLines('instances', '--family', 'c5', '--memory', '4')).slice(0, 3)).toEqual([
      'TYPE      VCPU  GIB  CPU UNITS  REGISTERED MIB  ARCH    GPU  AWSVPC TASKS  TRUNKED    USD/H  USD/MONTH',
      'c5.large     2    4       2048            3973  x86_64  -               2       10  0.08500      62.05',
      '',
    ]);
  });

  it('says so when nothing fits: m6i is no longer of the current generation', async () => {
    expect(await catalog('instances', '--family', 'm6i', '--current')).toBe('No instance type of us-east-1 fits.\n');
  });

  it.each([
    ['--vcpu 4 --memory 8 --arch arm64 --gpu', ['g5g.xlarge']],
    ['--family m6g --min-vcpu 48 --min-memory 256', ['m6g.16xlarge', 'm6g.metal']],
    ['--family g5g --no-gpu', []],
  ])('narrows by %s', async (options, names) => {
    const rows = await catalogJson<{ instanceType: string }>('instances', ...options.split(' '));
    expect(rows.map((row) => row.instanceType)).toEqual(names);
  });

  it('lists the types of the region only, cheapest first when asked', async () => {
    const rows = await catalogJson<{ usdPerHour: number }>(
      ...['instances', '--region', 'ap-southeast-6', '--sort', 'price', '--no-gpu'],
    );
    expect(rows.length).toBeGreaterThan(70);
    expect(rows.map((row) => row.usdPerHour)).toEqual(rows.map((row) => row.usdPerHour).sort((a, b) => a - b));
  });

  it('writes every figure as CSV', async () => {
    const [head, row] = await catalogLines('instances', '--family', 'm4', '--vcpu', '2', '--format', 'csv');
    const cells = Object.fromEntries(head!.split(',').map((name, index) => [name, row!.split(',')[index]]));
    expect(cells).toMatchObject({ instanceType: 'm4.large', registeredMemoryMiB: '7985', usdPerHour: '0.1' });
  });

  it('refuses an unknown family, number or architecture', async () => {
    await expect(catalog('instances', '--family', 'm6j')).rejects.toThrow('command line --family: found "m6j"');
    await expect(catalog('instances', '--vcpu', 'many')).rejects.toThrow('Expected a number above 0');
    await expect(catalog('instances', '--arch', 'x86')).rejects.toThrow('Allowed choices are x86_64, arm64');
  });
});
