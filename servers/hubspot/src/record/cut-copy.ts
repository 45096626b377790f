import { cutCopyProblem, wrongFields } from '@bizmcp/core';

/** Throws where a text that an answer showed in part would take the place of all of it. */
export function refuseCutCopies(
  values: Readonly<Record<string, string>>,
  storedOf: (name: string) => string | null | undefined = () => undefined,
): void {
  const problems = Object.entries(values).flatMap(([name, value]) => {
    const problem = cutCopyProblem(value, storedOf(name));
    return problem === undefined ? [] : [{ path: `properties.${name}`, problem }];
  });
  const advice =
    'get_object with this one property alone shows most of it; to one that is cut there too add nothing, but put it into a new note';
  if (problems.length > 0) throw wrongFields(problems, `Nothing was sent to HubSpot; ${advice}.`);
}
