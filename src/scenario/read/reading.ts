import type { z } from 'zod';
import type { Issue } from '../../base/errors.ts';
import type { DocumentPath, SourceDocument } from '../document.ts';
import type { Fault } from '../fault.ts';
import { type Checked, issueOf, type Subject } from '../issues.ts';
import { soundPart } from '../sound-part.ts';
import type { ScenarioFiles } from './files.ts';

/** A scenario being read: its document, the files it names, and every issue found so far, each once. */
export class Reading {
  readonly document: SourceDocument;
  private readonly files: ScenarioFiles;
  private readonly found = new Map<string, Issue>();

  constructor(document: SourceDocument, files: ScenarioFiles) {
    this.document = document;
    this.files = files;
  }

  /** All issues: those of the scenario in the order of its lines, then those of its files. */
  issues(): Issue[] {
    const own = (issue: Issue) => (issue.file === this.document.fileName ? 0 : 1);
    return [...this.found.values()].sort(
      (a, b) => own(a) - own(b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
    );
  }

  /** Adds issues; one that is there already, of a file named twice, is not added again. */
  add(issues: readonly Issue[]): void {
    for (const issue of issues) this.found.set(JSON.stringify(issue), issue);
  }

  /** Adds one fault of a part of a document. */
  report(subject: Subject, fault: Fault): void {
    this.add([issueOf(subject, fault)]);
  }

  /** The value of a check; its issues are added. */
  take<T>(checked: Checked<T>): T | undefined {
    this.add(checked.issues);
    return checked.value;
  }

  /**
   * The value of a subject that was checked; where it has faults, what is sound of it, so that those of its other parts
   * come to light too. It is never used: the issues keep the scenario from being returned.
   */
  takeSound<S extends z.ZodType>(schema: S, subject: Subject, checked: Checked<z.output<S>>): z.output<S> | undefined {
    return this.take(checked) ?? soundPart(schema, subject.value)?.value;
  }

  /** The text of the file that stands at a path of a subject; undefined, and an issue, when it cannot be read. */
  textOf(subject: Subject, path: DocumentPath, name: string): { fileName: string; text: string } | undefined {
    const read = this.files.text(name, subject.document.fileName);
    return 'text' in read ? read : this.reportUnread(subject, path, read);
  }

  /** As `textOf`, in blocks, for a file that may be larger than memory. */
  blocksOf(
    subject: Subject,
    path: DocumentPath,
    name: string,
  ): { fileName: string; blocks: Iterable<string> } | undefined {
    const read = this.files.blocks(name, subject.document.fileName);
    return 'blocks' in read ? read : this.reportUnread(subject, path, read);
  }

  /** As `textOf`, parsed as YAML or JSON. */
  documentOf(subject: Subject, path: DocumentPath, name: string): SourceDocument | undefined {
    const read = this.textOf(subject, path, name);
    if (read === undefined) return undefined;
    const document = this.files.document(read.fileName, read.text);
    if ('locate' in document) return document;
    this.add(document);
    return undefined;
  }

  private reportUnread(subject: Subject, path: DocumentPath, why: Pick<Fault, 'found' | 'suggestion'>): undefined {
    this.report(subject, { path, ...why, expected: 'a file, relative to the one that names it' });
    return undefined;
  }
}
