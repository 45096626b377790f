import { hasCode } from '../audit-keys.ts';
import { parseRecord, readLines, type StoredRecord, segmentFile } from '../segment-reader.ts';

/** Something of a trail that could not be read; what stands around it was. */
export interface TrailProblem {
  segment: string;
  problem: string;
}

/**
 * Gives each record of a segment to `visit`, in the order of their writing, one in the memory at a time. What is no record is passed
 * over; resolves with what was. It proves nothing: that is what the verification is for.
 */
export async function readRecords(
  folder: string,
  segment: string,
  visit: (record: StoredRecord, line: string) => void,
  pause?: () => Promise<void>,
): Promise<TrailProblem[]> {
  let lines = 0;
  const strange: number[] = [];
  const visitLine = (line: string) => {
    lines += 1;
    const record = parseRecord(line);
    if (record) visit(record, line);
    else strange.push(lines);
    return true;
  };
  const read = () => readLines(segmentFile(folder, segment), visitLine, pause);
  const problems: string[] = [];
  try {
    const torn = await read().catch((error: unknown) => {
      // It was packed between the listing of the folder and now.
      if (lines > 0 || !hasCode(error, 'ENOENT')) throw error;
      return read();
    });
    if (torn) problems.push(`its last ${torn.bytes} bytes are no whole record`);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be read';
    problems.push(`${why}; ${lines} records stand before that`);
  }
  const [first] = strange;
  if (first !== undefined) problems.push(`${strange.length} lines are no records, the first of them line ${first}`);
  return problems.map((problem) => ({ segment, problem }));
}
