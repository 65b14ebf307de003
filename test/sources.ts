/** The project's own files, read as text by the architecture and tidy tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

export interface SourceFile {
  /** From the root: `src/base/units.ts`. */
  readonly path: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
}

export interface Import {
  readonly from: string;
  /** A file from the root, or the name of a package, or `node:…`. */
  readonly to: string;
  readonly isRelative: boolean;
  /** Vanishes when compiled. */
  readonly isTypeOnly: boolean;
  /** Happens when it is come to. */
  readonly isDynamic: boolean;
}

/** Every file below with one of these endings, sorted; generated and installed ones left out. */
export function filesBelow(folder: string, endings: readonly string[]): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes('node_modules'))
    .sort();
}

export function readSources(folder: string): SourceFile[] {
  return filesBelow(folder, ['.ts'])
    .filter((path) => !path.endsWith('.d.ts') && !path.includes('.generated.'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, code: withoutComments(text) };
    });
}

/** Comments become nothing; strings, which may hold `//`, stay. */
export function withoutComments(text: string): string {
  const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  return text.replace(token, (found) => (found.startsWith('/') ? '' : found));
}

/** What is left when types go: empty of functions and classes where a file holds facts or types only. */
export function hasLogic(file: SourceFile): boolean {
  // Fields that are made when their object is first looked into are facts still.
  const code = withoutComments(stripTypeScriptTypes(file.text)).replaceAll('strictObject(() => (', '');
  return /\bfunction\b|=>|\bclass\b/.test(code.replace(/class \w+ extends Error \{[\s\S]*?\n\}/g, ''));
}

export function importsOf(file: SourceFile): Import[] {
  const statement =
    /^(?:import|export)\s+(type\s)?[^'";]*?from\s*'([^']+)'|^import\s*'([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...file.code.matchAll(statement)].map((match) => {
    const specifier = match[2] ?? match[3] ?? match[4];
    const isRelative = specifier.startsWith('.');
    const to = isRelative ? normalize(join(dirname(file.path), specifier)) : specifier;
    return { from: file.path, to, isRelative, isTypeOnly: match[1] !== undefined, isDynamic: match[4] !== undefined };
  });
}
