import { type DataClass, dataClasses } from '../define/data-class.ts';
import type { Role } from './policy.ts';

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
