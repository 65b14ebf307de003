/** `plimsoll place`: where would ECS put these tasks now? One pass of placement over a described cluster. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { formatListing, type Listing, left, right } from '../listing.ts';
import { type Answer, type Decision, decide } from './place/decide.ts';
import type { PlaceOptions } from './place/options.ts';

/** The command `place`. Throws ScenarioError with everything that is wrong with its files and options. */
export function placeCommand(): Command {
  return new Command('place')
    .description('Says where ECS would put tasks now, from the JSON of the AWS CLI, without a simulation.')
    .requiredOption('--container-instances <file>', 'output of aws ecs describe-container-instances; - = stdin')
    .requiredOption('--task-definition <file>', 'task definition to place; - = stdin')
    .option('--tasks <file>', 'output of aws ecs describe-tasks: what spread and constraints count; - = stdin')
    .option('--count <number>', 'tasks to place; at most 10 but for a service', parseCount, 1)
    .option('--strategy <strategy>', 'such as type=binpack,field=memory; repeatable, in order', collect, [])
    .option('--constraint <constraint>', "such as type=memberOf,expression='…'; repeatable", collect, [])
    .addOption(new Option('--service <name>', 'place as tasks of this service').conflicts('group'))
    .option('--group <group>', 'place with RunTask in this task group (default: family:<family>)')
    .option('--seed <seed>', 'decides what is left to chance', '0')
    .addOption(new Option('--format <format>', 'form of the output').choices(['table', 'json']).default('table'))
    .action(async (options: PlaceOptions) => {
      const answer = await decide(options);
      process.stdout.write(options.format === 'json' ? formatJson(answer) : await formatTable(answer));
    });
}

function formatJson({ decisions }: Answer): string {
  const placements = decisions.flatMap(({ taskIndex, instance, reason }) =>
    reason === null ? [{ taskIndex, containerInstanceArn: instance?.containerInstanceArn ?? null }] : [],
  );
  const failures = decisions.flatMap(({ instance, reason }) =>
    reason === null ? [] : [{ arn: instance?.containerInstanceArn ?? null, reason }],
  );
  return `${JSON.stringify({ placements, failures }, null, 2)}\n`;
}

async function formatTable({ decisions, stageNames, notes }: Answer): Promise<string> {
  const listing: Listing<Decision> = {
    rows: decisions,
    columns: [
      right('TASK', ({ taskIndex }) => String(taskIndex)),
      left('CONTAINER INSTANCE', ({ instance, reason }) => (reason === null ? shortArn(instance) : '-')),
      left('EC2 INSTANCE', ({ instance, reason }) => (reason === null ? (instance?.ec2InstanceId ?? '-') : '-')),
      left('ZONE', ({ zone, reason }) => (reason === null ? zone : '-')),
      ...stageNames.map((name, stage) => right<Decision>(name, ({ candidates }) => String(candidates[stage]))),
      left('REASON', (decision) => explain(decision)),
    ],
    notes,
    empty: 'No tasks.',
  };
  return formatListing(listing, 'table');
}

function explain({ instance, reason }: Decision): string {
  if (reason === null) return '';
  return instance === null ? reason : `${reason} (closest: ${shortArn(instance)})`;
}

function shortArn(instance: Decision['instance']): string {
  return instance?.containerInstanceArn.replace(/^.*\//, '') ?? '-';
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1) throw new InvalidArgumentError('Expected a whole number from 1.');
  return count;
}
