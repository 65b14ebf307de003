/**
 * The command line as a whole: which commands there are, and what the process answers when one throws. A command's
 * module is loaded when it is asked for, so `plimsoll --help` loads none.
 */
import { Command, CommanderError } from 'commander';
import { EnvironmentError, ScenarioError } from '../base/errors.ts';
import { packageVersion } from '../base/version.ts';
import { EXIT_DONE, EXIT_INTERRUPTED, EXIT_OURS, EXIT_USER } from './exit-codes.ts';
import { InterruptedError } from './interrupt.ts';

interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** In the order of the help. */
const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'run',
    summary: 'simulate a scenario; write its cost and utilization report',
    load: async () => (await import('./commands/run.ts')).runCommand(),
  },
  {
    name: 'compare',
    summary: 'run variants under the same traffic; report them side by side',
    load: async () => (await import('./commands/compare.ts')).compareCommand(),
  },
  {
    name: 'sweep',
    summary: 'run many points of a scenario into one table',
    load: async () => (await import('./commands/sweep.ts')).sweepCommand(),
  },
  {
    name: 'query',
    summary: 'ask the table of a sweep with SQL',
    load: async () => (await import('./commands/query.ts')).queryCommand(),
  },
  {
    name: 'worker',
    summary: 'run points of sweeps that come by way of Redis',
    load: async () => (await import('./commands/worker.ts')).workerCommand(),
  },
  {
    name: 'place',
    summary: 'where would ECS put these tasks now?',
    load: async () => (await import('./commands/place.ts')).placeCommand(),
  },
  {
    name: 'plan',
    summary: 'the cheapest setting that keeps its promises, with a lower bound',
    load: async () => (await import('./commands/plan.ts')).planCommand(),
  },
  {
    name: 'bench-placement',
    summary: 'compare placement strategies on the same tasks and machines',
    load: async () => (await import('./commands/bench-placement.ts')).benchPlacementCommand(),
  },
  {
    name: 'validate',
    summary: 'check scenarios, task definitions and services without running them',
    load: async () => (await import('./commands/validate.ts')).validateCommand(),
  },
  {
    name: 'init',
    summary: 'write a first scenario, commented',
    load: async () => (await import('./commands/init.ts')).initCommand(),
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema of the scenario file',
    load: async () => (await import('./commands/schema.ts')).schemaCommand(),
  },
  {
    name: 'catalog',
    summary: 'look up instance types, prices and Fargate sizes',
    load: async () => (await import('./commands/catalog.ts')).catalogCommand(),
  },
];

/**
 * Runs plimsoll with these arguments (without node and script) and tells the exit code: 0 done, 1 a defect of ours,
 * 2 the user's input, 3 an expectation that is not met, 4 an incomplete sweep, 130 interrupted. Throws nothing.
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  quietBrokenPipe(process.stdout);
  quietBrokenPipe(process.stderr);
  try {
    const program = await buildProgram(args);
    await program.parseAsync(args, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : EXIT_DONE;
  } catch (error) {
    return explain(error, args);
  }
}

/** The program with the asked command loaded and the others named. */
async function buildProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('plimsoll')
    .description('Simulates Amazon ECS: what will a change do, and what will it cost?')
    .version(packageVersion(), '-V, --version')
    .exitOverride()
    .showSuggestionAfterError(true)
    .addHelpText('after', '\nFirst steps:  plimsoll init  and then  plimsoll run scenario.yaml');
  const asked = askedCommand(args);
  for (const entry of COMMANDS) {
    const command = entry.name === asked ? await entry.load() : new Command(entry.name);
    program.addCommand(inherit(command.summary(entry.summary), program));
  }
  return program;
}

/** addCommand() passes nothing on, and a command that exits by itself would skip our exit codes. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
  return command;
}

/** The first argument that is no option; after `help` the one behind it. */
function askedCommand(args: readonly string[]): string | undefined {
  const words = args.filter((arg) => !arg.startsWith('-'));
  return words[0] === 'help' ? words[1] : words[0];
}

function explain(error: unknown, args: readonly string[]): number {
  // commander has printed its message already; help and version end it too, with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_DONE : EXIT_USER;
  if (error instanceof InterruptedError) return EXIT_INTERRUPTED;
  if (error instanceof EnvironmentError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT_USER;
  }
  if (error instanceof ScenarioError) {
    process.stderr.write(`${formatIssues(error)}\n`);
    return EXIT_USER;
  }
  process.stderr.write(`${formatDefect(error, args)}\n`);
  return EXIT_OURS;
}

/** All issues, one a line, under a heading that counts them. */
export function formatIssues(error: ScenarioError): string {
  const files = [...new Set(error.issues.map((issue) => issue.file))];
  const count = error.issues.length === 1 ? '1 issue' : `${error.issues.length} issues`;
  const heading = `${files.length === 1 ? files[0] : `${files.length} files`}: ${count}`;
  return [heading, ...error.message.split('\n').map((line) => `  ${line}`)].join('\n');
}

/** What a defect of ours says: enough to report and to replay it; the stack only with DEBUG set. */
export function formatDefect(error: unknown, args: readonly string[]): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const lines = [
    message,
    `This is a defect of plimsoll ${packageVersion()} (Node ${process.versions.node}). Please report it with the`,
    `scenario, its seed and this command: plimsoll ${args.join(' ')}`,
  ];
  if (!process.env.DEBUG) return [...lines, 'DEBUG=1 shows where it happened.'].join('\n');
  return [...lines, (error instanceof Error && error.stack) || ''].join('\n');
}

/** `plimsoll … | head`: the reader has what it wants. */
function quietBrokenPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT_DONE);
    throw error;
  });
}
