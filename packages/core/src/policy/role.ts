import { type DataClass, dataClasses } from '../define/data-class.ts';

/** What a role may do. */
export interface Role {
  /** `*`, `*:read`, `<noun>:*` or `<noun>:<read|write>`. */
  scopes: readonly string[];
  /** The highest class of data it may be shown in clear. */
  clearance: DataClass;
  /** What is masked, or denied with its whole tool, though the clearance would show it. */
  classes?: Readonly<Partial<Record<DataClass, 'mask' | 'deny'>>>;
  /** Globs on `server.tool`; a denial wins. */
  tools?: { allow?: readonly string[] | undefined; deny?: readonly string[] | undefined };
}

/** Whether a pattern such as `*:read` covers a scope such as `notes:read`. */
export function coversScope(pattern: string, scope: string): boolean {
  if (pattern === '*') return true;
  const [noun, verb] = scope.split(':');
  const [patternNoun, patternVerb] = pattern.split(':');
  return (patternNoun === '*' || patternNoun === noun) && (patternVerb === '*' || patternVerb === verb);
}

/** Whether one role may be shown data of this class in clear. */
export function clears(role: Role | undefined, data: DataClass): boolean {
  if (!role || role.classes?.[data]) return false;
  return dataClasses.indexOf(data) <= dataClasses.indexOf(role.clearance);
}
