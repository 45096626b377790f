import type { SimulatedReply, SimulatedRequest } from './simulated-http.ts';

/** The parameter names in a path template such as `/objects/{objectType}/{objectId}`. */
export type ParameterNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterNames<Rest>
  : never;

/** What a handler may use besides the request. */
export interface SimulatorContext<State> {
  readonly state: State;
  /** The simulator's time, in milliseconds since 1970. */
  readonly now: () => number;
}

/** One endpoint of the vendor. */
export interface Route<State> {
  readonly method: string;
  readonly path: string;
  readonly handle: (request: SimulatedRequest, context: SimulatorContext<State>) => SimulatedReply;
}

/** Declares an endpoint; the handler may only ask for parameters that the path template has. */
export const route = <State, const Path extends string>(
  method: string,
  path: Path,
  handle: (request: SimulatedRequest<ParameterNames<Path>>, context: SimulatorContext<State>) => SimulatedReply,
): Route<State> => ({ method, path, handle });

/** Where a request leads: an endpoint with its parameters, a known path with another method, or nowhere. */
export type RouteMatch<State> =
  | { readonly kind: 'found'; readonly route: Route<State>; readonly parameters: ReadonlyMap<string, string> }
  | { readonly kind: 'wrong-method' }
  | { readonly kind: 'unknown' };

const decodeSegment = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const parameter = /\{([^{}]+)\}/;

/** What a segment such as `{id}`, `{id}.json` or `{base}...{head}` makes of a value; undefined where it does not fit. */
const matchSegment = (segment: string, value: string): [name: string, value: string][] | undefined => {
  // Literals and names take turns.
  const parts = segment.split(parameter);
  if (parts.length === 1) return segment === value ? [] : undefined;
  const pattern = parts.map((part, index) => (index % 2 === 1 ? '(.+)' : part.replace(/[^\w]/g, '\\$&')));
  const found = new RegExp(`^${pattern.join('')}$`, 's').exec(value);
  return found?.slice(1).map((text, index) => [parts[2 * index + 1] ?? '', text]);
};

/** Segments of a path; a slash at its end makes none. */
const segmentsOf = (path: string): string[] => path.replace(/(?<=.)\/$/, '').split('/');

/** Matches a path against a template; gives the decoded parameters, or undefined when it does not fit. */
export const matchTemplate = (template: string, path: string): Map<string, string> | undefined => {
  const expected = segmentsOf(template);
  const actual = segmentsOf(path);
  if (expected.length !== actual.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, segment] of expected.entries()) {
    const found = matchSegment(segment, decodeSegment(actual[index] ?? ''));
    if (found === undefined) return undefined;
    for (const [name, value] of found) parameters.set(name, value);
  }
  return parameters;
};

/** Sorts literal segments before those with a parameter, and a parameter alone last, so that `/objects/search` wins over `/objects/{id}`. */
const precedence = (template: string): string =>
  segmentsOf(template)
    .map((segment) => (parameter.test(segment) ? (/^\{[^{}]+\}$/.test(segment) ? '2' : '1') : '0'))
    .join('');

/** Makes the function that finds the endpoint of a request. */
export const createRouter = <State>(routes: readonly Route<State>[]) => {
  const ordered = [...routes].sort((left, right) => (precedence(left.path) < precedence(right.path) ? -1 : 1));
  return (method: string, path: string): RouteMatch<State> => {
    let isKnown = false;
    for (const candidate of ordered) {
      const parameters = matchTemplate(candidate.path, path);
      if (parameters === undefined) continue;
      if (candidate.method === method) return { kind: 'found', route: candidate, parameters };
      isKnown = true;
    }
    return { kind: isKnown ? 'wrong-method' : 'unknown' };
  };
};
