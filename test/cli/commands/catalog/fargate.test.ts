import { describe, expect, it } from 'vitest';
import { capturePrinted, catalog, catalogJson } from './catalog-output.ts';

capturePrinted();

describe('plimsoll catalog fargate', () => {
  it('P1.12: lists the 74 sizes, P8.2 EX: 1 vCPU and 2 GB at $36.04 a month', async () => {
    const rows = await catalogJson<{ cpuUnits: number; memoryMiB: number; usdPerMonth: number }>('fargate');
    expect(rows).toHaveLength(74);
    const found = rows.find((row) => row.cpuUnits === 1024 && row.memoryMiB === 2048)!;
    expect(found.usdPerMonth).toBeCloseTo(36.04, 2);
  });

  it('P1.5: takes CPU and memory as ECS writes them', async () => {
    const rows = await catalogJson('fargate', '--cpu', '1 vCPU', '--memory', '2 GB', '--arch', 'arm64');
    expect(rows).toMatchObject([{ cpuUnits: 1024, memoryMiB: 2048 }]);
    await expect(catalog('fargate', '--cpu', 'lots')).rejects.toThrow('Expected CPU units or vCPU');
    await expect(catalog('fargate', '--memory', 'lots')).rejects.toThrow('Expected MiB or GB');
  });

  it('names the rates, their source and what stands in for a region', async () => {
    const text = await catalog('fargate', '--cpu', '256', '--region', 'ap-southeast-7');
    expect(text).toContain('linux/x86_64, on-demand, ap-southeast-7: 0.04048 per vCPU-hour, 0.004445 per GB-hour');
    expect(text).toContain('us-east-1 standing in for ap-southeast-7, 2026-09-11 (estimate)');
    expect(await catalog('fargate', '--os', 'windows')).toContain('0.046552 + 0.046 licence per vCPU-hour');
    expect(await catalog('fargate', '--spot')).toContain('linux/x86_64, spot, us-east-1: 0.01288561 per vCPU-hour');
  });

  it('P1.14: offers the size that holds what is no size itself', async () => {
    const refused = catalog('fargate', '--cpu', '300', '--memory', '900');
    await expect(refused).rejects.toThrow(
      'found "300 900", expected a Fargate size of linux; did you mean "--cpu 512 --memory 1024"?',
    );
  });

  it('refuses a CPU, a memory or a platform that Fargate lacks', async () => {
    await expect(catalog('fargate', '--cpu', '300')).rejects.toThrow('256 | 512 | 1024 | 2048 | 4096 | 8192 | 16384');
    await expect(catalog('fargate', '--cpu', '256', '--os', 'windows')).rejects.toThrow('1024 | 2048 | 4096');
    await expect(catalog('fargate', '--memory', '900')).rejects.toThrow('--memory: found "900"');
    await expect(catalog('fargate', '--os', 'windows', '--spot')).rejects.toThrow(
      'Windows runs on x86_64 and not on Spot',
    );
  });
});
