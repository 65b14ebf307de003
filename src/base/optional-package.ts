import { EnvironmentError } from './errors.ts';

/**
 * Loads what only some commands need and a plain install lacks.
 *
 * @param load the dynamic import
 * @param packages as npm install takes them
 * @param purpose what needs them: `plimsoll query`
 * @throws EnvironmentError that says what to install
 */
export async function loadOptional<Module>(
  load: () => Promise<Module>,
  packages: string,
  purpose: string,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    throw new EnvironmentError(`${purpose} needs a package that is not installed: npm install ${packages}`);
  }
}
