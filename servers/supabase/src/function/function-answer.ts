import { readJson, withReadJson } from '../json-text.ts';
import { columnClass } from '../row/row.ts';
import { shownValue } from '../row/shown-rows.ts';

/**
 * What a function gave, as it is shown. Masking goes by keys: JSON that comes as a text is read, since many edge functions send theirs
 * without its media type, and a bare value of a function named like a hidden column, such as `get_salary`, stands under that name.
 */
export function functionAnswer(name: string, value: unknown) {
  const read = withReadJson(typeof value === 'string' ? readJson(value) : value);
  const column = name.replace(/^(?:get|fetch|read|find)[_-]/i, '');
  const isBare = [read].flat().some((each) => each !== null && typeof each !== 'object');
  return shownValue(isBare && columnClass(column) !== undefined ? { [column]: read } : read);
}
