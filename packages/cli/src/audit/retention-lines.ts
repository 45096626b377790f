import { type Hold, type RetainedSegment, type RetentionPlan, shownText } from '@bizmcp/core/operate';
import type { Screen } from '../commands/command.ts';
import type { Cell } from '../table/cell.ts';
import { tableOf } from '../table/table.ts';

const words: Readonly<Record<RetainedSegment['state'], Cell>> = {
  open: { text: 'in use, or not yet settled by a later start', meaning: 'quiet' },
  kept: { text: 'kept' },
  held: { text: 'held, whatever its time', meaning: 'doubtful' },
  due: { text: 'its time is over', meaning: 'bad' },
};

/** What a trail keeps, by server and year of going; then the holds. */
export function retentionLines({ retention, holds, segments }: RetentionPlan, screen: Screen): string[] {
  const groups = Map.groupBy(segments, (segment) =>
    [serverOf(segment), segment.state, segment.until?.slice(0, 7) ?? ''].join('\n'),
  );
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const bytes = group.reduce((sum, segment) => sum + segment.bytes, 0);
    return [
      [
        { text: shownText(serverOf(first)) },
        { text: String(group.length) },
        { text: sizeOf(bytes) },
        { text: group.reduce((last, { until = '-' }) => (until > last ? until : last), '-') },
        words[first.state],
      ],
    ];
  });
  const columns = [
    { title: 'SERVER', least: 6 },
    { title: 'SEGMENTS', isRight: true },
    { title: 'SIZE', isRight: true },
    { title: 'KEPT UNTIL' },
    { title: 'STATE', least: 8 },
  ];
  return [
    `New records stay for ${retention.days} days (${(retention.days / 365.25).toFixed(1)} years), or as the policy says; segments go whole.`,
    ...(rows.length > 0 ? tableOf(columns, rows, screen) : ['There is no segment yet.']),
    ...holds.map(holdLine),
  ];
}

function holdLine({ name, by, at }: Hold): string {
  return shownText(`! hold "${name}" by ${by} since ${at.slice(0, 16).replace('T', ' ')}: nothing goes`);
}

function serverOf({ segment }: RetainedSegment): string {
  return segment.slice(0, segment.lastIndexOf('.'));
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
