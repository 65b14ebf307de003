import { formatPlace } from '../../base/errors.ts';
import { EXPECTATION_CLAUSES, type Expectation, type ExpectationClause } from '../../base/expectations.ts';
import type { Subject } from '../issues.ts';
import type { ExpectSetting } from '../schema/expect.ts';

/** What an `expect` demands, clause by clause, of the cluster or service it stands in; null = of all of them. */
export function readExpectations(
  setting: ExpectSetting | undefined,
  subject: Subject,
  of: Pick<Expectation, 'cluster' | 'service'>,
): Expectation[] {
  return (Object.keys(EXPECTATION_CLAUSES) as ExpectationClause[]).flatMap((clause) => {
    const limit = setting?.[clause];
    return limit === undefined ? [] : [{ ...of, clause, limit, place: placeOf(subject, clause) }];
  });
}

/** As issues have it: file, line and column of the clause. */
function placeOf({ document, sourcePath }: Subject, clause: string): string {
  return formatPlace({
    file: document.fileName,
    ...document.locate(sourcePath(['expect', clause]), { key: true }),
  });
}
