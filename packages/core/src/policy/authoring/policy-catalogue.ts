import type { ScopedAction } from '../authorize.ts';
import { matchesTool } from '../tool-pattern.ts';

/** A tool, with the names of its arguments where they are known. */
export type CataloguedAction = ScopedAction & { arguments?: readonly string[] | undefined };

/** The tools that a policy may be about, by their servers. */
export type PolicyCatalogue = readonly { server: string; tools: readonly CataloguedAction[] }[];

/** A tool of the catalogue, with its server. */
export interface CataloguedTool {
  server: string;
  action: CataloguedAction;
}

/** As a pattern names it: `hubspot.create_object`. */
export function fullName({ server, action }: CataloguedTool): string {
  return `${server}.${action.name}`;
}

/** All tools that one of the patterns names. */
export function toolsOf(catalogue: PolicyCatalogue, patterns: readonly string[]): CataloguedTool[] {
  return catalogue.flatMap(({ server, tools }) =>
    tools
      .filter(({ name }) => patterns.some((pattern) => matchesTool(pattern, { server, tool: name, ifUnknown: false })))
      .map((action) => ({ server, action })),
  );
}
