/** What the process says to the shell. */

export const EXIT_DONE = 0;
/** A defect of plimsoll. */
export const EXIT_OURS = 1;
/** The user's input: a scenario with issues, wrong usage, a file that cannot be read or written. */
export const EXIT_USER = 2;
/** The run is done and written, and a clause of the scenario's `expect` is not met. */
export const EXIT_UNMET = 3;
/** A sweep of which some rows could not be computed; those that could are kept, and it can be resumed. */
export const EXIT_INCOMPLETE = 4;
/** Ended by a signal: 128 + its number, as a shell has it. */
export const EXIT_INTERRUPTED = 130;
