/** The user pressed Ctrl-C: the command tidies up and the process exits with 130. */
export class InterruptedError extends Error {
  constructor() {
    super('interrupted');
    this.name = 'InterruptedError';
  }
}

/**
 * Runs work that can be interrupted: the first SIGINT or SIGTERM aborts the signal handed in, and the work throws
 * InterruptedError once it has tidied up; a second one kills the process as usual.
 */
export async function runInterruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const interrupt = () => controller.abort(new InterruptedError());
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
