import { cutCopyProblem, wrongFields } from '@bizmcp/core';
import type { Values } from '../salesforce.ts';

/** Throws where a text that an answer showed in part would take the place of all of it. */
export function refuseCutCopies({ after, before }: { before: Values; after: Values }): void {
  const problems = Object.entries(after).flatMap(([field, value]) => {
    const problem = cutCopyProblem(value, before[field]);
    return problem === undefined ? [] : [{ path: `fields.${field}`, problem }];
  });
  const advice =
    'get_record with this one field alone shows most of it; to one that is cut there too add nothing, but put it into a new Task.';
  if (problems.length > 0) throw wrongFields(problems, `Nothing was sent; ${advice}`);
}
