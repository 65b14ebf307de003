import { describe, expect, it } from 'vitest';
import { network } from '../../../src/report/sections/network.ts';
import type { RecordedNetwork } from '../../../src/sim/record/recording.ts';
import { clusterResultOf, recordingOf, runOf, workloadOf } from '../../recordings.ts';
import { build, rowTexts } from '../blocks.ts';

const nothing: RecordedNetwork = { subnets: [], gateways: [], ecrPulledMiB: 0, otherPulledMiB: 0, ecrStoredMiB: 0 };
const built = (given: Partial<RecordedNetwork>) =>
  build(
    network,
    runOf([clusterResultOf(recordingOf({ workloads: [workloadOf()], network: { ...nothing, ...given } }))]),
  );

describe('the network', () => {
  it('P12.3: shows each subnet with what its addresses are for and how many are left at the peak', () => {
    const subnet = { name: 'subnet-a', zone: 'us-east-1a', usableAddresses: 11, heldAddresses: 3, takenMax: 6 };
    const { tables } = built({ subnets: [subnet, { ...subnet, name: 'subnet-b', usableAddresses: null }] });
    // 6 of 11; nothing to compare with where the block is not known.
    expect(tables[0].rows.map((row) => row[4].share)).toEqual([expect.closeTo(6 / 11), undefined]);
    expect(rowTexts(tables[0])).toEqual([
      ['subnet-a', 'us-east-1a', '11', '3', '6', '2'],
      ['subnet-b', 'us-east-1a', '-', '3', '6', '-'],
    ]);
  });

  it('P9.9: shows what passed each gateway and endpoint, and what was pulled', () => {
    const gateways = [{ kind: 'nat-gateway' as const, name: 'nat-a', processedMiB: 2560 }];
    const { tables, notes } = built({ gateways, ecrPulledMiB: 1536, otherPulledMiB: 1024 });
    expect(rowTexts(tables[0])).toEqual([['nat-a', 'NAT gateway', '2.50']]);
    expect(notes).toEqual(['Images pulled: 1.50 GB from ECR, 1.00 GB from elsewhere.']);
  });

  it('P12.5: says that layers which pass no gateway that charges came by a free one', () => {
    const gateways = [{ kind: 'interface-endpoint' as const, name: 'ecr.dkr', processedMiB: 0 }];
    const { notes } = built({ gateways, ecrPulledMiB: 2560 });
    expect(notes.join(' ')).toContain('gateway endpoint of S3');
    expect(built({ gateways }).notes.join(' ')).not.toContain('gateway endpoint of S3');
  });

  it('is no section where nobody described a VPC', () => {
    expect(built({ ecrPulledMiB: 99 })).toMatchObject({ tables: [], notes: [] });
  });
});
