import { MIB_PER_GIB } from '../../base/units.ts';
import type { RecordedNetwork, RecordedSubnet, Recording } from '../../sim/record/recording.ts';
import * as format from '../format.ts';
import type { Block, Note, ReportSection, Table } from '../report.ts';
import { barCell, numbers, textCells, words } from './cells.ts';
import { clusterViews, perCluster } from './clusters.ts';

/** Addresses, gateways and the registry, where the scenario describes the VPC (P9.6, P9.9, P12.3). */
export const network: ReportSection = {
  title: 'Network and registry',
  build: (run, summary) => perCluster(clusterViews(run, summary), ({ recording }) => blocksOf(recording)),
};

function blocksOf({ network: of }: Recording): Block[] {
  if (of.subnets.length === 0 && of.gateways.length === 0) return [];
  return [...addressTable(of.subnets), ...gatewayTable(of), ...pullNote(of)];
}

function addressTable(subnets: readonly RecordedSubnet[]): Table[] {
  if (subnets.length === 0) return [];
  return [
    {
      kind: 'table',
      caption:
        'Addresses of the subnets: usable ones, those that gateways, endpoints and load balancers hold, and the most ' +
        'that instances and tasks took at once',
      columns: [words('Subnet'), words('Zone'), numbers('Usable'), numbers('Held'), numbers('Taken'), numbers('Left')],
      rows: subnets.map(({ name, zone, usableAddresses, heldAddresses, takenMax }) => [
        ...textCells(name, zone, addresses(usableAddresses), format.count(heldAddresses)),
        barCell(format.count(takenMax), takenMax, usableAddresses ?? 0),
        ...textCells(addresses(usableAddresses && Math.max(0, usableAddresses - heldAddresses - takenMax))),
      ]),
    },
  ];
}

/** null where the block of the subnet is not known. */
function addresses(count: number | null): string {
  return count === null ? '-' : format.count(count);
}

const KINDS = { 'nat-gateway': 'NAT gateway', 'interface-endpoint': 'interface endpoint' } as const;

function gatewayTable({ gateways }: RecordedNetwork): Table[] {
  if (gateways.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'What images passed through on their way',
      columns: [words('Name'), words('Kind'), numbers('GB')],
      rows: gateways.map(({ kind, name, processedMiB }) => textCells(name, KINDS[kind], gigabytes(processedMiB))),
    },
  ];
}

function pullNote({ ecrPulledMiB, gateways, otherPulledMiB }: RecordedNetwork): Note[] {
  const line = `Images pulled: ${gigabytes(ecrPulledMiB)} GB from ECR, ${gigabytes(otherPulledMiB)} GB from elsewhere.`;
  const passedMiB = gateways.reduce((sum, { processedMiB }) => sum + processedMiB, 0);
  const hasFreeWay = gateways.length > 0 && ecrPulledMiB + otherPulledMiB > passedMiB;
  const free =
    'What did not pass through these came by a gateway endpoint of S3 or an internet gateway, which charge nothing.';
  return [{ kind: 'note', tone: 'plain', lines: hasFreeWay ? [line, free] : [line] }];
}

function gigabytes(mib: number): string {
  return format.decimal(mib / MIB_PER_GIB, 2);
}
